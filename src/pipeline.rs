//! From sources to a policy: the stages in their order.
//!
//! In: texts, or paths. Out: a [`Policy`] that decides records, or everything that is wrong with it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diagnostic::{Allow, Applicability, Code, Diagnostic, Diagnostics};
use crate::evaluate::{Decision, oracle};
use crate::model::{Date, Schema, Shipment};
use crate::semantics::hir::TypedProgram;
use crate::semantics::{ListTexts, analyse, lint};
use crate::source::load::{ListError, LoadError, PolicyPlace, list_file, policy_files};
use crate::source::{FileId, Origin, SourceMap, Span};
use crate::syntax::Parsed;
use crate::syntax::ast::{self, StatementKind};

/// An embedded file.
struct BuiltIn {
    /// At which number every program has it.
    number: u8,
    name: &'static str,
    text: &'static str,
    /// The same for every program, and so parsed once.
    parsed: OnceLock<Parsed>,
}

impl BuiltIn {
    const fn new(number: u8, name: &'static str, text: &'static str) -> BuiltIn {
        BuiltIn { number, name, text, parsed: OnceLock::new() }
    }
}

/// The embedded vocabulary: goods, places and countries, written in the language itself.
static VOCABULARY: [BuiltIn; 4] = [
    BuiltIn::new(0, "vocabulary/china.policy", include_str!("../policies/vocabulary/china.policy")),
    BuiltIn::new(1, "vocabulary/countries.policy", include_str!("../policies/vocabulary/countries.policy")),
    BuiltIn::new(2, "vocabulary/goods.policy", include_str!("../policies/vocabulary/goods.policy")),
    BuiltIn::new(3, "vocabulary/xinjiang.policy", include_str!("../policies/vocabulary/xinjiang.policy")),
];

/// The texts of a program.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Vec<SourceText>,
    assumptions: Vec<String>,
    vocabulary: bool,
    lints: bool,
}

#[derive(Clone, Debug)]
struct SourceText {
    name: String,
    /// Shared with the map of sources, since a program may be large.
    text: Arc<str>,
    /// Where the text stops being UTF-8.
    bad_at: Option<usize>,
    lists: Lists,
}

/// Where the lists of a file come from.
#[derive(Clone, Debug)]
enum Lists {
    /// Beside the file.
    Disk(PolicyPlace),
    /// Given with it, by name.
    Given(Vec<(String, String)>),
}

impl Default for Sources {
    fn default() -> Sources {
        Sources { files: Vec::new(), assumptions: Vec::new(), vocabulary: true, lints: true }
    }
}

impl Sources {
    /// The policy files of paths; a folder with all that lie below it.
    ///
    /// # Errors
    /// Where a path cannot be read, a folder holds no policy, or a policy file would have to be passed over.
    pub fn load(paths: &[PathBuf]) -> Result<Sources, LoadError> {
        let mut sources = Sources::default();
        for file in policy_files(paths)? {
            let (text, bad_at) = match file.text {
                Ok(text) => (text, None),
                Err(bad) => (bad.lossy, Some(bad.at)),
            };
            sources.files.push(SourceText {
                name: file.name,
                text: text.into(),
                bad_at,
                lists: Lists::Disk(file.place),
            });
        }
        Ok(sources)
    }

    /// Adds a policy file with the lists that it may name.
    #[must_use]
    pub fn with_file(mut self, name: &str, text: &str, lists: &[(&str, &str)]) -> Sources {
        let lists =
            Lists::Given(lists.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect());
        self.files.push(SourceText { name: name.to_owned(), text: text.into(), bad_at: None, lists });
        self
    }

    /// Adds an assumption, such as `inputs are none when missing`.
    #[must_use]
    pub fn with_assumption(mut self, assumption: &str) -> Sources {
        self.assumptions.push(assumption.to_owned());
        self
    }

    /// Leaves out what is only probably not meant, for whoever wants a policy and no advice on it: looking for it takes longer than the
    /// rest of the way.
    #[must_use]
    pub fn without_lints(mut self) -> Sources {
        self.lints = false;
        self
    }

    /// Leaves the standard vocabulary out.
    #[must_use]
    pub fn without_vocabulary(mut self) -> Sources {
        self.vocabulary = false;
        self
    }

    /// The text of a file, and where it lies where it was read from disk.
    pub fn file(&self, name: &str) -> Option<(&str, Option<&PolicyPlace>)> {
        let file = self.files.iter().find(|file| file.name == name)?;
        let place = match &file.lists {
            Lists::Disk(place) => Some(place),
            Lists::Given(_) => None,
        };
        Some((&file.text, place))
    }

    /// Puts another text in the place of a file's.
    pub fn rewrite(&mut self, name: &str, text: String) {
        if let Some(file) = self.files.iter_mut().find(|file| file.name == name) {
            file.text = text.into();
        }
    }

    /// Runs all stages.
    pub fn compile(&self) -> Compilation {
        let mut stage = Parsing {
            sources: self,
            map: SourceMap::default(),
            files: Vec::new(),
            lists: ListTexts::new(),
            read: BTreeMap::new(),
            problems: Diagnostics::default(),
            allows: Vec::new(),
        };
        stage.parse_all();
        let Parsing { map, files, lists, mut problems, allows, .. } = stage;
        let (program, found) = analyse(&map, &files, &lists);
        problems.extend(found);
        // What a lint says of half a program would be wrong as often as right.
        if self.lints && !problems.has_errors() {
            problems.extend(lint(&program));
        }
        let (record_allows, allows): (Vec<Allow>, Vec<Allow>) =
            allows.into_iter().partition(Allow::needs_records);
        let mut problems = if self.lints { problems.allowed_by(&allows) } else { problems };
        problems.sort();
        Compilation { sources: map, program, problems, record_allows }
    }
}

/// What became of a program.
#[derive(Debug)]
pub struct Compilation {
    /// Its files.
    pub sources: SourceMap,
    /// Its typed rules; complete where no problem is an error.
    program: TypedProgram,
    /// What is wrong with it, in source order.
    pub problems: Diagnostics,
    /// Comments that allow what only records show; whether they are needed cannot be told before.
    record_allows: Vec<Allow>,
}

impl Compilation {
    /// Its typed rules, if nothing keeps them from being used.
    pub fn program(&self) -> Option<&TypedProgram> {
        (!self.problems.has_errors()).then_some(&self.program)
    }

    /// Takes in what records show of it, which comments may allow.
    pub fn add_shown_by_records(&mut self, found: Vec<Diagnostic>) {
        let mut shown = Diagnostics::default();
        shown.extend(found);
        self.problems.extend(shown.allowed_by(&self.record_allows).iter().cloned());
        self.problems.sort();
    }

    /// The policy, if nothing keeps it from being used.
    ///
    /// # Errors
    /// The compilation itself, with at least one error among its problems.
    pub fn policy(self) -> Result<Policy, Box<Compilation>> {
        if self.problems.has_errors() { Err(Box::new(self)) } else { Ok(Policy { compilation: self }) }
    }
}

/// The files of a program while they are parsed.
struct Parsing<'s> {
    sources: &'s Sources,
    map: SourceMap,
    files: Vec<(FileId, ast::File)>,
    lists: ListTexts,
    /// The files of lists that were read from disk.
    read: BTreeMap<PathBuf, FileId>,
    problems: Diagnostics,
    allows: Vec<Allow>,
}

impl Parsing<'_> {
    fn parse_all(&mut self) {
        let mut standard: Vec<&str> = Vec::new();
        for source in &self.sources.files {
            // A file that is identical to an embedded one is the vocabulary itself.
            let same = VOCABULARY.iter().find(|file| *file.text == *source.text);
            standard.extend(same.map(|file| file.name));
            let origin = if same.is_some() { Origin::Vocabulary } else { Origin::Policy };
            self.parse_source(source, origin);
        }
        for assumption in &self.sources.assumptions {
            self.parse_assumption(assumption);
        }
        if self.sources.vocabulary {
            for file in VOCABULARY.iter().filter(|file| !standard.contains(&file.name)) {
                let id = self.map.add_built_in(file.number, file.name, file.text);
                let parsed = file.parsed.get_or_init(|| crate::syntax::parse(id, file.text));
                self.problems.extend(parsed.problems.iter().cloned());
                self.files.push((id, parsed.file.clone()));
            }
        }
    }

    fn add(&mut self, name: &str, text: Arc<str>, origin: Origin) -> Option<FileId> {
        match self.map.add(name, text, origin) {
            Ok(file) => Some(file),
            Err(error) => {
                let file = self.map.add(name, "", origin).ok()?;
                self.problems.push(Diagnostic::new(
                    Code::UnexpectedText,
                    Span::new(file, 0, 0),
                    error.to_string(),
                    "this file",
                ));
                None
            }
        }
    }

    fn parse_text(&mut self, name: &str, text: &Arc<str>, origin: Origin) -> Option<FileId> {
        let file = self.add(name, Arc::clone(text), origin)?;
        let parsed = crate::syntax::parse(file, text);
        if origin == Origin::Policy {
            self.allows.extend(crate::syntax::allows(file, text));
        }
        self.problems.extend(parsed.problems);
        self.files.push((file, parsed.file));
        Some(file)
    }

    fn parse_source(&mut self, source: &SourceText, origin: Origin) {
        if let Some(at) = source.bad_at {
            if let Some(file) = self.add(&source.name, Arc::clone(&source.text), origin) {
                self.problems.push(not_utf8(file, at));
            }
            return;
        }
        let Some(file) = self.parse_text(&source.name, &source.text, origin) else { return };
        // The file that was parsed just now is the last one.
        let named: Vec<ast::Text> = self
            .files
            .last()
            .filter(|(id, _)| *id == file)
            .map(|(_, file)| lists_of(file))
            .unwrap_or_default();
        for name in named {
            let text = self.read_list(source, &name);
            self.lists.insert(name.span, text);
        }
    }

    fn read_list(&mut self, source: &SourceText, name: &ast::Text) -> Result<FileId, Box<Diagnostic>> {
        // The list is named from where its policy lies.
        let path = match source.name.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{}", name.value),
            None => name.value.clone(),
        };
        // A file that several statements name is read once.
        let on_disk = match &source.lists {
            Lists::Disk(place) => Some(place.path.with_file_name(&name.value)),
            Lists::Given(_) => None,
        };
        if let Some(file) = on_disk.as_ref().and_then(|path| self.read.get(path)) {
            return Ok(*file);
        }
        let read = match &source.lists {
            Lists::Disk(place) => list_file(place, &name.value),
            Lists::Given(lists) => {
                let found = lists.iter().find(|(given, _)| *given == name.value);
                found
                    .map(|(_, text)| text.clone())
                    .ok_or_else(|| ListError::Unreadable("it was not given".to_owned()))
            }
        };
        let problem = |code, message: String, help: &str| {
            Box::new(Diagnostic::new(code, name.span, message, "this file").help(help))
        };
        let text = read.map_err(|error| match error {
            ListError::Outside => problem(
                Code::ListOutside,
                format!("the list `{}` lies outside the policy set", name.value),
                "keep the file beside the policy that names it, or in a folder below, and name it from there",
            ),
            ListError::Unreadable(reason) => problem(
                Code::ListNotReadable,
                format!("the list `{}` cannot be read: {reason}", name.value),
                "the file lies beside the policy that names it, or below",
            ),
        })?;
        let file = self
            .map
            .add(path, text, Origin::List)
            .map_err(|error| problem(Code::ListNotReadable, error.to_string(), "split it"))?;
        self.read.extend(on_disk.map(|path| (path, file)));
        Ok(file)
    }

    fn parse_assumption(&mut self, assumption: &str) {
        let bare = assumption.trim();
        let text = if bare.starts_with("assume ") { bare.to_owned() } else { format!("assume {bare}") };
        let Some(file) = self.parse_text("--assume", &text.into(), Origin::Given) else { return };
        let statements =
            self.files.iter().filter(|(id, _)| *id == file).flat_map(|(_, file)| &file.statements);
        let other: Vec<Span> = statements
            .filter(|statement| {
                !matches!(statement.kind, StatementKind::Assume(_) | StatementKind::Broken(_))
            })
            .map(|statement| statement.span)
            .collect();
        for span in other {
            let problem = Diagnostic::new(
                Code::UnexpectedText,
                span,
                "only an assumption can be given for one run",
                "something else",
            );
            let wanted = "assume inputs are none when missing";
            self.problems.push(problem.replace(span, wanted, Applicability::Unsafe));
        }
    }
}

/// The problem of a file whose text is not UTF-8 from a byte on.
pub(crate) fn not_utf8(file: FileId, at: usize) -> Diagnostic {
    let message = "the file is not UTF-8 text, so nothing of it is read";
    Diagnostic::new(Code::NotUtf8, Span::new(file, at, at), message, "the first byte that is not")
        .help("save it as UTF-8")
}

fn lists_of(file: &ast::File) -> Vec<ast::Text> {
    let lists = file.statements.iter().filter_map(|statement| match &statement.kind {
        StatementKind::List(list) => Some(list.file.clone()),
        _ => None,
    });
    lists.collect()
}

/// A program that decides records: immutable, and cheap to share between threads.
#[derive(Debug)]
pub struct Policy {
    compilation: Compilation,
}

impl Policy {
    /// Loads a policy file, or all policies of a folder.
    ///
    /// # Errors
    /// Where something cannot be read, or is wrong: see [`crate::Error`].
    pub fn load(path: impl AsRef<Path>) -> Result<Policy, crate::Error> {
        let sources = Sources::load(&[path.as_ref().to_path_buf()])?;
        Ok(sources.compile().policy()?)
    }

    /// Compiles one text.
    ///
    /// # Errors
    /// Where something is wrong with it.
    pub fn from_text(text: &str) -> Result<Policy, crate::Error> {
        Ok(Sources::default().with_file("policy", text, &[]).compile().policy()?)
    }

    /// The fields of its records.
    pub fn schema(&self) -> &Schema {
        &self.program().schema
    }

    /// Its typed rules.
    pub fn program(&self) -> &TypedProgram {
        &self.compilation.program
    }

    /// Its files.
    pub fn sources(&self) -> &SourceMap {
        &self.compilation.sources
    }

    /// Warnings.
    pub fn warnings(&self) -> &Diagnostics {
        &self.compilation.problems
    }

    /// Decides a record.
    pub fn evaluate(&self, shipment: &Shipment) -> Decision {
        self.evaluate_as_of(shipment, None)
    }

    /// Decides a record; a day stands in for the day of arrival of one that has no date at all.
    pub fn evaluate_as_of(&self, shipment: &Shipment, as_of: Option<Date>) -> Decision {
        oracle::decide(self.program(), shipment, as_of)
    }
}
