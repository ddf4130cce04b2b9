//! A theme: one colour for each role, read from a small TOML file.

use std::error::Error;
use std::fmt;

use toml::{Table, Value};

use super::role::Role;

/// Red, green, blue.
pub type Rgb = (u8, u8, u8);

const DARK: &str = include_str!("../../../assets/themes/dark.toml");
const LIGHT: &str = include_str!("../../../assets/themes/light.toml");
const CONTRAST: &str = include_str!("../../../assets/themes/contrast.toml");

/// The levels of the colour cube in the 256-colour table.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// One colour for each role, and its place among 256 colours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: String,
    colours: [Rgb; Role::ALL.len()],
    indexed: [u8; Role::ALL.len()],
}

/// Why a theme file cannot be used; the previous theme stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    origin: String,
    problem: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The theme {} was not taken over: {}", self.origin, self.problem)
    }
}

impl Error for ThemeError {}

impl Theme {
    /// The names of the built-in themes.
    pub const BUILT_IN: [&'static str; 3] = ["dark", "light", "contrast"];

    /// A built-in theme by name.
    pub fn built_in(name: &str) -> Option<Self> {
        let text = match name {
            "dark" => DARK,
            "light" => LIGHT,
            "contrast" => CONTRAST,
            _ => return None,
        };
        Self::from_toml(text, name).ok()
    }

    /// The theme that holds where no other does.
    #[expect(clippy::expect_used, reason = "the text is compiled in, and a test reads it")]
    pub fn dark() -> Self {
        Self::built_in("dark").expect("the built-in dark theme can be read")
    }

    /// The built-in theme for a terminal whose ground has this colour: `light` on a bright one, else `dark`.
    pub fn name_for_background((r, g, b): Rgb) -> &'static str {
        let brightness = u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114;
        if brightness > 127_500 { "light" } else { "dark" }
    }

    /// Reads a theme. `origin` is what messages call it: a path or a name. Roles that have a twin may be left out.
    ///
    /// # Errors
    /// When the text is no TOML, a role is missing, a key is unknown (the nearest one is named) or a value is no
    /// colour.
    pub fn from_toml(text: &str, origin: &str) -> Result<Self, ThemeError> {
        read(text, origin).map_err(|problem| ThemeError {
            origin: origin.to_owned(),
            problem,
        })
    }

    /// What the file calls itself.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The colour of a role.
    pub const fn colour(&self, role: Role) -> Rgb {
        self.colours[role.index()]
    }

    /// Its place in the 256-colour table.
    pub const fn indexed(&self, role: Role) -> u8 {
        self.indexed[role.index()]
    }
}

fn read(text: &str, origin: &str) -> Result<Theme, String> {
    let file: Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error
            .span()
            .map_or(1, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
        format!("line {line}: {}.", error.message())
    })?;
    known_keys(&file, &["name", "colours", "indexed"], "")?;
    let name = match file.get("name") {
        None => origin.to_owned(),
        Some(Value::String(name)) => name.clone(),
        Some(_) => return Err("\"name\" has to be a text.".to_owned()),
    };
    let roles = Role::ALL.map(Role::key);
    let colours = table(&file, "colours", &roles)?.ok_or("it has no [colours].")?;
    let indexed = table(&file, "indexed", &roles)?;
    let mut theme = Theme {
        name,
        colours: [(0, 0, 0); Role::ALL.len()],
        indexed: [0; Role::ALL.len()],
    };
    for role in Role::ALL {
        let colour = colour_of(colours, role)?;
        theme.colours[role.index()] = colour;
        theme.indexed[role.index()] = index_of(indexed, role)?.unwrap_or_else(|| nearest_index(colour));
    }
    Ok(theme)
}

fn table<'a>(file: &'a Table, name: &str, roles: &[&str]) -> Result<Option<&'a Table>, String> {
    match file.get(name) {
        None => Ok(None),
        Some(Value::Table(table)) => known_keys(table, roles, &format!(" in [{name}]")).map(|()| Some(table)),
        Some(_) => Err(format!("\"{name}\" has to be a table, [{name}].")),
    }
}

fn known_keys(table: &Table, known: &[&str], place: &str) -> Result<(), String> {
    let Some(unknown) = table.keys().find(|key| !known.contains(&key.as_str())) else {
        return Ok(());
    };
    let nearest = known
        .iter()
        .min_by_key(|key| distance(key, unknown))
        .copied()
        .unwrap_or_default();
    Err(format!("there is no \"{unknown}\"{place}; did you mean \"{nearest}\"?"))
}

fn colour_of(colours: &Table, role: Role) -> Result<Rgb, String> {
    let key = role.key();
    match (colours.get(key), role.twin()) {
        (Some(Value::String(text)), _) => {
            hex(text).ok_or_else(|| format!("{key} = \"{text}\" is no colour; write it like \"#d4dbe5\"."))
        }
        (Some(value), _) => Err(format!("{key} = {value} is no colour; write it like \"#d4dbe5\".")),
        (None, Some(twin)) => colour_of(colours, twin),
        (None, None) => Err(format!("[colours] has no \"{key}\".")),
    }
}

fn index_of(indexed: Option<&Table>, role: Role) -> Result<Option<u8>, String> {
    let Some(value) = indexed.and_then(|table| table.get(role.key())) else {
        return Ok(None);
    };
    let index = value.as_integer().and_then(|index| u8::try_from(index).ok());
    index.map(Some).ok_or_else(|| {
        format!(
            "{} = {value} in [indexed] has to be a number from 16 to 255.",
            role.key()
        )
    })
}

fn hex(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let mut bytes = [0; 3];
    for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
        let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        *byte = digit(pair[0])? * 16 + digit(pair[1])?;
    }
    Some((bytes[0], bytes[1], bytes[2]))
}

/// The colour of a place in the 256-colour table, from 16 on.
pub(super) fn indexed_colour(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + 10 * (index - 232);
        return (grey, grey, grey);
    }
    let cube = |step: u8| CUBE[usize::from(step % 6)];
    let place = index.saturating_sub(16);
    (cube(place / 36), cube(place / 6), cube(place))
}

/// The nearest of the 256 colours, by distance weighted 2 : 4 : 3. The first 16 are the user's own and never taken.
pub(super) fn nearest_index(colour: Rgb) -> u8 {
    let gap = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
    let away = |(r, g, b): Rgb| 2 * gap(r, colour.0) + 4 * gap(g, colour.1) + 3 * gap(b, colour.2);
    (16..=255)
        .min_by_key(|index| away(indexed_colour(*index)))
        .unwrap_or(16)
}

/// How many letters have to be put in, taken out or changed to make `a` of `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let change = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        Theme::from_toml(text, "mine.toml").unwrap_err().to_string()
    }

    #[test]
    fn the_built_in_themes_can_be_read() {
        for name in Theme::BUILT_IN {
            assert_eq!(Theme::built_in(name).unwrap().name(), name);
        }
        assert_eq!(Theme::built_in("neon"), None);
    }

    #[test]
    fn a_wrong_key_is_told_with_its_nearest() {
        let text = DARK.replace("accent", "acent");
        assert_eq!(
            problem(&text),
            "The theme mine.toml was not taken over: there is no \"acent\" in [colours]; did you mean \"accent\"?"
        );
        assert!(problem("colors = 1").contains("did you mean \"colours\"?"));
    }

    #[test]
    fn what_is_missing_or_no_colour_is_told() {
        assert!(problem("").contains("no [colours]"));
        assert!(problem("[colours]\nbg = \"#000000\"").contains("has no \"surface\""));
        assert!(problem("[colours]\nbg = \"black\"").contains("bg = \"black\" is no colour"));
        assert!(problem("[colours]\nbg = \"#12345é\"").contains("is no colour"));
        assert!(problem("[colours\n").contains("line 1"));
        assert!(problem(&format!("{DARK}[indexed]\nsel = 400\n")).contains("from 16 to 255"));
    }

    #[test]
    fn roles_with_a_twin_may_be_left_out() {
        let kept = |line: &&str| !["sev4", "late", "soon", "info"].iter().any(|key| line.starts_with(key));
        let text: Vec<&str> = DARK.lines().filter(kept).collect();
        assert_eq!(
            Theme::from_toml(&text.join("\n"), "dark").unwrap(),
            Theme::built_in("dark").unwrap()
        );
    }

    #[test]
    fn a_bright_ground_is_light() {
        assert_eq!(Theme::name_for_background((253, 246, 227)), "light");
        assert_eq!(Theme::name_for_background((0, 43, 54)), "dark");
    }
}
