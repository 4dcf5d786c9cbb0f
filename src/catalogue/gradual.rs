//! Reads a catalogue a technology at a time, for a page that must answer
//! meanwhile: most of the text is technologies.

use super::{Catalogue, CatalogueError, Technology, parse, parse_technology_value};
use serde_json::{Deserializer, Value};

/// What stands before the technologies; no text in JSON has it within.
const CUT: &str = "\"technologies\":[";

/// A catalogue that is being read.
pub struct Gradual<'a> {
    head: &'a str,
    /// What is not read yet, from the next technology on.
    rest: &'a str,
    technologies: Vec<Technology>,
}

impl<'a> Gradual<'a> {
    /// Begins with a text as the build writes it: without spaces, and with no other
    /// list of that name. Of any other all is read in the end.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let (head, rest) = text.split_once(CUT).unwrap_or((text, ""));
        Self {
            head,
            rest,
            technologies: Vec::new(),
        }
    }

    /// Reads one more technology; `false` where there is none.
    ///
    /// # Errors
    /// As of [`parse`], with the place counted from the technology's own start.
    pub fn more(&mut self) -> Result<bool, CatalogueError> {
        if !self.rest.starts_with('{') {
            return Ok(false);
        }
        let mut values = Deserializer::from_str(self.rest).into_iter::<Value>();
        let Some(value) = values.next() else {
            return Ok(false);
        };
        let value = value.map_err(|e| CatalogueError::Shape(e.to_string()))?;
        self.technologies.push(parse_technology_value(&value)?);
        let rest = self.rest.get(values.byte_offset()..).unwrap_or_default();
        self.rest = rest.strip_prefix(',').unwrap_or(rest);
        Ok(true)
    }

    /// The catalogue, with all that is left to read.
    ///
    /// # Errors
    /// As of [`parse`].
    pub fn finish(mut self) -> Result<Catalogue, CatalogueError> {
        while self.more()? {}
        if self.rest.is_empty() {
            return parse(self.head);
        }
        let mut catalogue = parse(&[self.head, CUT, self.rest].concat())?;
        catalogue.technologies = self.technologies;
        Ok(catalogue)
    }
}
