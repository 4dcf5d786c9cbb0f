//! Joins the data files into one JSON and stops the build at the first fault
//! with file, field and what was expected. The brief of it is embedded; the
//! whole, also as comma-separated values, and the schemas of a
//! technology's file and of the whole are put beside the page by `src/catalogue/publish.mjs`.

#![allow(missing_docs, dead_code, unused_imports)]

#[path = "mod.rs"]
mod catalogue;

use serde_json::{Map, Value};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;

/// Files of the frame: each holds the fields of the catalogue that it names.
const FRAME: [&str; 7] = [
    "catalogue.json",
    "lists.json",
    "capabilities.json",
    "metrics.json",
    "criteria.json",
    "guide.json",
    "sources.json",
];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    // Measurements build the page over a catalogue of their own.
    println!("cargo::rerun-if-env-changed=GROUNDWORK_DATA");
    let given = std::env::var_os("GROUNDWORK_DATA").filter(|d| !d.is_empty());
    let data = given.map_or_else(|| root.join("src/catalogue/data"), PathBuf::from);
    println!("cargo::rerun-if-changed={}", data.display());
    println!("cargo::rerun-if-changed=src/catalogue");
    // What splits the page in two (src/web/pack.mjs) needs to know where the
    // linker has put what.
    if std::env::var_os("PROFILE").is_some_and(|profile| profile == "release") {
        println!("cargo::rustc-link-arg-bin=groundwork=--emit-relocs");
    }

    let mut joined = Map::new();
    for name in FRAME {
        let path = data.join(name);
        let Value::Object(fields) = json(&path, &text(&path)) else {
            stop(&[format!("{}: expected an object", path.display())]);
        };
        for (field, value) in fields {
            if joined.insert(field.clone(), value).is_some() {
                stop(&[format!("{}: {field} stands in two files", path.display())]);
            }
        }
    }

    let folder = data.join("technologies");
    let mut files: Vec<_> = match fs::read_dir(&folder) {
        Ok(entries) => entries.flatten().map(|e| e.path()).collect(),
        Err(error) => stop(&[format!("{}: {error}", folder.display())]),
    };
    files.retain(|p| p.extension().is_some_and(|e| e == "json"));
    files.sort();
    let mut technologies = Vec::new();
    for path in &files {
        let text = text(path);
        let technology = match catalogue::parse_technology(&text) {
            Ok(technology) => technology,
            Err(error) => stop(&[format!("{}: {error}", path.display())]),
        };
        let stem = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default();
        if technology.id.as_str() != stem {
            stop(&[format!(
                "{}: id: expected {stem}, as the file is named",
                path.display()
            )]);
        }
        technologies.push(json(path, &text));
    }
    joined.insert("technologies".to_owned(), Value::Array(technologies));

    let date = joined
        .get("checked")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .replace('-', "");
    let content = Value::Object(joined.clone()).to_string();
    let version = format!("{date}-{:04x}", crc16(content.as_bytes()));
    println!("cargo::rustc-env=GROUNDWORK_VERSION={version}");
    joined.insert("version".to_owned(), Value::String(version));

    let whole = Value::Object(joined);
    let text = whole.to_string();
    let read = match catalogue::read(&text) {
        Ok(read) => read,
        Err(error) => {
            let lines = error.to_string();
            stop(
                &lines
                    .lines()
                    .map(|line| named(&data, line))
                    .collect::<Vec<_>>(),
            )
        }
    };
    let schema = format!("{:#}\n", catalogue::technology_schema(&read));
    let brief = catalogue::brief(&whole).to_string();
    if let Err(error) = catalogue::parse(&brief) {
        stop(&[format!("{}: the brief of it: {error}", data.display())]);
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    for (name, text) in [
        ("catalogue.json", text),
        ("catalogue.csv", catalogue::csv(&read)),
        ("technology.schema.json", schema),
        (
            "catalogue.schema.json",
            format!("{:#}\n", catalogue::catalogue_schema()),
        ),
        ("brief.json", brief),
    ] {
        if let Err(error) = fs::write(out.join(name), text) {
            stop(&[format!("{}: {error}", out.display())]);
        }
    }
}

/// Reads a file as JSON, or stops with file, line and what was expected.
fn json(path: &Path, text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => stop(&[format!("{}: {error}", path.display())]),
    }
}

/// The text of a file, or stops.
fn text(path: &Path) -> String {
    match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => stop(&[format!("{}: {error}", path.display())]),
    }
}

/// The file in which a problem of the joined catalogue stands, and its field.
fn named(data: &Path, problem: &str) -> String {
    let Some(rest) = problem.strip_prefix("technologies.") else {
        return format!("{}: {problem}", data.display());
    };
    let (id, field) = rest.split_once('.').unwrap_or((rest, ""));
    let file = data.join("technologies").join(format!("{id}.json"));
    format!("{}: {field}", file.display())
}

fn stop(problems: &[String]) -> ! {
    for problem in problems {
        println!("cargo::error={problem}");
    }
    exit(1)
}

/// CRC-16/CCITT-FALSE: enough to tell two states of the data apart.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xffff, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x1021
            }
        })
    })
}
