//! The binary `withhold`.

fn main() -> std::process::ExitCode {
    withhold::cli::run().into()
}
