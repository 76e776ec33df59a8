//! The source as a list of what it names: paths with every alias resolved, method calls, macros, functions.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// One source file without its tests.
#[derive(Debug, Default)]
pub struct File {
    /// Its name from the root of the package.
    pub name: String,
    /// The module it is, from the crate down; empty for the crate itself.
    pub module: Vec<String>,
    /// How many lines it has, tests left out.
    pub lines: usize,
    /// The paths named in it, the aliases of its `use` items resolved, with their lines.
    pub paths: Vec<(Vec<String>, usize)>,
    /// The methods called in it.
    pub calls: Vec<(String, usize)>,
    /// The macros used in it.
    pub macros: Vec<(String, usize)>,
    /// Its functions: name, line, number of lines.
    pub functions: Vec<(String, usize, usize)>,
    submodules: Vec<String>,
    aliases: HashMap<String, Vec<String>>,
}

/// Every file of `src` that is compiled into the program.
pub fn house() -> Vec<File> {
    let mut files = vec![read("src/main.rs", vec!["main".to_owned()])];
    let mut waiting = vec![("src/lib.rs".to_owned(), Vec::new())];
    while let Some((name, module)) = waiting.pop() {
        let file = read(&name, module);
        let stem = name
            .trim_end_matches(".rs")
            .trim_end_matches("/mod")
            .trim_end_matches("/lib");
        for submodule in &file.submodules {
            let module = [file.module.as_slice(), std::slice::from_ref(submodule)].concat();
            let beside = format!("{stem}/{submodule}.rs");
            let inside = format!("{stem}/{submodule}/mod.rs");
            let found = if root().join(&beside).exists() {
                beside
            } else {
                inside
            };
            waiting.push((found, module));
        }
        files.push(file);
    }
    files
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str, module: Vec<String>) -> File {
    let text =
        fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    File::parse(name, module, &text)
}

impl File {
    /// The file that would be `module` if it held `text`.
    pub fn snippet(module: &str, text: &str) -> Self {
        let module = module.split("::").map(str::to_owned).collect();
        Self::parse("src/snippet.rs", module, text)
    }

    fn parse(name: &str, module: Vec<String>, text: &str) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut file = Self {
            name: name.to_owned(),
            module,
            lines: text.lines().count(),
            ..Self::default()
        };
        let mut inner = Vec::new();
        Collector {
            file: &mut file,
            inner: &mut inner,
        }
        .visit_file(&parsed);
        file.resolve();
        file
    }

    /// Puts what an alias stands for in its place, and makes `self`, `super` and `crate` say where they lead.
    fn resolve(&mut self) {
        for (path, _) in &mut self.paths {
            if let Some(full) = path.first().and_then(|first| self.aliases.get(first)) {
                path.splice(..1, full.iter().cloned());
            }
        }
    }

    fn absolute(&self, path: &[String], inner: &[String]) -> Vec<String> {
        let mut here = [self.module.as_slice(), inner].concat();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("self") => rest = &path[1..],
            Some("super") => {
                while rest.first().is_some_and(|part| part == "super") {
                    here.pop();
                    rest = &rest[1..];
                }
            }
            _ => return path.to_vec(),
        }
        [&["crate".to_owned()], here.as_slice(), rest].concat()
    }
}

struct Collector<'f> {
    file: &'f mut File,
    /// The inline modules around the place one is at.
    inner: &'f mut Vec<String>,
}

/// Whether something is compiled for tests only: `#[test]`, `#[cfg(test)]`, `#[cfg(all(test, ..))]`.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else {
            return attribute.path().is_ident("test");
        };
        let condition = list.tokens.to_string();
        let is_test = condition == "test" || condition.starts_with("all (test");
        attribute.path().is_ident("cfg") && is_test
    })
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    use syn::Item;
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// How many lines a test takes.
fn lines(item: &syn::Item) -> usize {
    let (start, end) = match item {
        syn::Item::Mod(item) => (
            item.mod_token.span,
            item.content.as_ref().map(|(brace, _)| brace.span.close()),
        ),
        syn::Item::Fn(item) => (
            item.sig.fn_token.span,
            Some(item.block.brace_token.span.close()),
        ),
        _ => return 1,
    };
    // The attribute stands on a line of its own.
    end.map_or(1, |end| end.end().line - start.start().line + 1) + 1
}

impl Collector<'_> {
    fn path(&mut self, path: &[String], line: usize) {
        let full = self.file.absolute(path, self.inner);
        self.file.paths.push((full, line));
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.fn_token.span.start().line;
        let last = block.brace_token.span.close().end().line;
        self.file
            .functions
            .push((signature.ident.to_string(), first, last - first + 1));
    }

    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |ident: &syn::Ident| [before, &[ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(&path.ident), &path.tree),
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.tree(before, item));
            }
            syn::UseTree::Glob(glob) => self.path(before, glob.star_token.span.start().line),
            syn::UseTree::Name(name) => {
                let path = if name.ident == "self" {
                    before.to_vec()
                } else {
                    with(&name.ident)
                };
                self.alias(
                    path.last().cloned().unwrap_or_default(),
                    &path,
                    name.ident.span(),
                );
            }
            syn::UseTree::Rename(rename) => {
                self.alias(
                    rename.rename.to_string(),
                    &with(&rename.ident),
                    rename.ident.span(),
                );
            }
        }
    }

    fn alias(&mut self, name: String, path: &[String], at: proc_macro2::Span) {
        self.path(path, at.start().line);
        let full = self.file.absolute(path, self.inner);
        self.file.aliases.insert(name, full);
    }

    /// Tokens nobody has parsed: those of a macro or an attribute.
    fn tokens(&mut self, stream: TokenStream) {
        let trees: Vec<TokenTree> = stream.into_iter().collect();
        let punct = |at: usize, wanted: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
        let ident = |at: usize| match trees.get(at) {
            Some(TokenTree::Ident(ident)) => Some(ident),
            _ => None,
        };
        let mut at = 0;
        while at < trees.len() {
            if let TokenTree::Group(group) = &trees[at] {
                self.tokens(group.stream());
            }
            let Some(first) = ident(at) else {
                at += 1;
                continue;
            };
            let line = first.span().start().line;
            let is_call = matches!(trees.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
            if is_call && at > 0 && punct(at - 1, '.') {
                self.file.calls.push((first.to_string(), line));
            }
            let mut path = vec![first.to_string()];
            at += 1;
            while punct(at, ':') && punct(at + 1, ':') {
                let Some(next) = ident(at + 2) else { break };
                path.push(next.to_string());
                at += 3;
            }
            if punct(at, '!') {
                self.file
                    .macros
                    .push((path.last().cloned().unwrap_or_default(), line));
            }
            self.path(&path, line);
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if is_test(attributes(item)) {
            self.file.lines = self.file.lines.saturating_sub(lines(item));
        } else {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_none() {
            self.file.submodules.push(item.ident.to_string());
        }
        self.inner.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.inner.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        if let Some(first) = path.segments.first() {
            self.path(&parts, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        if let Some(last) = found.path.segments.last() {
            let line = last.ident.span().start().line;
            self.file.macros.push((last.ident.to_string(), line));
        }
        self.tokens(found.tokens.clone());
        visit::visit_macro(self, found);
    }

    fn visit_meta_list(&mut self, list: &'ast syn::MetaList) {
        self.tokens(list.tokens.clone());
        visit::visit_meta_list(self, list);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        let line = call.method.span().start().line;
        self.file.calls.push((call.method.to_string(), line));
        visit::visit_expr_method_call(self, call);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
