//! tmp
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args[1] == "check" {
        let file = args.last().unwrap();
        if args.contains(&"--format".to_owned()) {
            std::process::exit(2)
        }
        let c = withhold::Sources::load(&[file.into()]).unwrap().compile();
        for d in &c.problems {
            let s = d.span().unwrap();
            println!(
                "{}[{}]: {} ({}) {}\n  {:?} {:?}",
                d.severity().word(),
                d.code.name(),
                d.message,
                d.code.number(),
                c.sources.position(s),
                d.help,
                d.labels.iter().map(|l| c.sources.position(l.span)).collect::<Vec<_>>()
            );
        }
        std::process::exit(i32::from(c.problems.has_errors()));
    }
    let p = match withhold::Policy::load(&args[3]) {
        Ok(p) => p,
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(2)
        }
    };
    let r = withhold::records::open(args.last().unwrap().as_ref(), None, p.schema()).unwrap();
    for row in r {
        match row.unwrap() {
            withhold::records::Row::Shipment(s) => {
                println!("{}", serde_json::to_string(&p.evaluate(&s)).unwrap())
            }
            withhold::records::Row::Reject(r) => eprintln!("{r:?}"),
        }
    }
}
