//! A text as a QR code (ISO/IEC 18004), as an image draws it.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// The light border that a reader needs around a code, in modules.
pub const QUIET: u32 = 4;
/// From how many modules to a side on a code is fine enough that a camera must
/// come close.
pub const FINE: u32 = 97;

/// A code, with its quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// How many modules there are to a side, with the quiet zone.
    pub side: u32,
    /// The dark modules as the path of a drawing of this size.
    pub path: String,
}

impl Code {
    /// The smallest code that holds a text, with as much correction of errors as
    /// has room in that size; `None` for a text longer than the largest code
    /// holds, 2,953 bytes.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let bytes = [QrSegment::make_bytes(text.as_bytes())];
        let (least, most) = (Version::MIN, Version::MAX);
        let low = QrCodeEcc::Low;
        let code = QrCode::encode_segments_advanced(&bytes, low, least, most, None, true).ok()?;
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            let mut from = None;
            // One beyond the end is light, and ends the last run.
            for x in 0..=size {
                match (from, code.get_module(x, y)) {
                    (None, true) => from = Some(x),
                    (Some(begun), false) => {
                        run(&mut path, begun, y, x - begun);
                        from = None;
                    }
                    (None, false) | (Some(_), true) => {}
                }
            }
        }
        let side = u32::try_from(size).ok()? + 2 * QUIET;
        Some(Self { side, path })
    }

    /// An image of its own: dark on light, whatever it is put on.
    #[must_use]
    pub fn svg(&self) -> String {
        let side = self.side.to_string();
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ",
            &side,
            " ",
            &side,
            "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"",
            &self.ground(),
            "\"/><path fill=\"#000\" d=\"",
            &self.path,
            "\"/></svg>\n",
        ]
        .concat()
    }

    /// The path of the light ground, all of the drawing.
    #[must_use]
    pub fn ground(&self) -> String {
        let side = self.side.to_string();
        ["M0 0h", &side, "v", &side, "H0z"].concat()
    }
}

/// A run of dark modules in a row.
fn run(path: &mut String, x: i32, y: i32, length: i32) {
    let quiet = i32::try_from(QUIET).unwrap_or_default();
    let [x, y, right, left] = [x + quiet, y + quiet, length, -length].map(|n| n.to_string());
    for piece in ["M", &x, " ", &y, "h", &right, "v1h", &left, "z"] {
        path.push_str(piece);
    }
}

// Built for tests alone and never shipped: what panics here is a test that fails.
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_has_each_dark_module_once_and_a_quiet_zone_around() {
        let code = Code::of("https://groundwork.example/?v=1&w=rps300").unwrap();
        let drawn = QrCode::encode_segments_advanced(
            &[QrSegment::make_bytes(
                b"https://groundwork.example/?v=1&w=rps300",
            )],
            QrCodeEcc::Low,
            Version::MIN,
            Version::MAX,
            None,
            true,
        )
        .unwrap();
        let mut dark = vec![];
        for run in code.path.split_terminator('z') {
            let (at, size) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (length, rest) = size.split_once('v').unwrap();
            assert_eq!(rest, ["1h-", length].concat());
            let number = |text: &str| text.parse::<i32>().unwrap();
            let quiet = i32::try_from(QUIET).unwrap();
            for n in 0..number(length) {
                dark.push((number(x) + n - quiet, number(y) - quiet));
            }
        }
        let size = drawn.size();
        let mut wanted = Vec::new();
        for y in 0..size {
            wanted.extend(
                (0..size)
                    .filter(|x| drawn.get_module(*x, y))
                    .map(|x| (x, y)),
            );
        }
        assert_eq!(dark, wanted);
        assert_eq!(i64::from(code.side), i64::from(size) + 8);
    }

    #[test]
    fn a_text_that_no_code_holds_has_none() {
        assert_eq!(Code::of("").map(|code| code.side), Some(21 + 8));
        assert_eq!(Code::of(&"x".repeat(2_953)).map(|c| c.side), Some(177 + 8));
        assert_eq!(Code::of(&"x".repeat(2_954)), None);
    }
}
