//! What the screen is drawn with: theme, colours and signs, as the settings, the terminal and its answers say.

use std::path::Path;

use super::theme::{ColourDepth, Glyphs, Palette, Theme};
use crate::config::{Ascii, Background, Colour, Settings, Theme as Wanted};

/// Reads an environment variable.
type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Theme, colours and signs.
pub struct Stage {
    /// Roles as colours.
    pub palette: Palette,
    /// Signs.
    pub glyphs: Glyphs,
    /// How many colours there are.
    pub depth: ColourDepth,
    follows_terminal: bool,
    ascii: Ascii,
    from_terminal: bool,
    /// What is wrong with the wanted theme.
    pub problem: Option<String>,
}

impl Stage {
    /// What the settings and the environment say; `known` is what the terminal answered last time.
    pub fn new(settings: &Settings, env: Env, themes: &Path, known: Option<&Known>) -> Self {
        let depth = match settings.colour.value {
            Colour::True => ColourDepth::True,
            Colour::Indexed => ColourDepth::Indexed256,
            Colour::Sixteen => ColourDepth::Sixteen,
            Colour::None => ColourDepth::None,
            Colour::Auto => ColourDepth::from_env(
                env("NO_COLOR").as_deref(),
                env("COLORTERM").as_deref(),
                env("TERM").as_deref(),
            ),
        };
        let (theme, problem) = match &settings.theme.value {
            Wanted::Auto => (known.map_or("dark", |known| known.theme.as_str()).to_owned(), None),
            Wanted::Named(name) => (name.clone(), None),
        };
        let (theme, problem) = match load(&theme, themes) {
            Ok(theme) => (theme, problem),
            Err(why) => (Theme::dark(), Some(why)),
        };
        let from_terminal = settings.background.value == Background::Terminal;
        let is_utf8 = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(|name| env(name).filter(|value| !value.is_empty()))
            .is_some_and(|value| {
                let value = value.to_lowercase();
                value.contains("utf-8") || value.contains("utf8")
            });
        let is_ascii = match settings.ascii.value {
            Ascii::Always => true,
            Ascii::Never => false,
            Ascii::Auto => !is_utf8 || known.is_some_and(|known| known.is_wide),
        };
        Self {
            palette: Palette::new(&theme, depth, from_terminal),
            glyphs: Glyphs::new(is_ascii),
            depth,
            follows_terminal: settings.theme.value == Wanted::Auto,
            ascii: settings.ascii.value,
            from_terminal,
            problem,
        }
    }

    /// The terminal's background is known now; true when the theme changes by it.
    pub fn background(&mut self, rgb: (u8, u8, u8), known: &mut Known) -> bool {
        let name = Theme::name_for_background(rgb);
        if !self.follows_terminal || known.theme == name {
            return false;
        }
        name.clone_into(&mut known.theme);
        if let Some(theme) = Theme::built_in(name) {
            self.palette = Palette::new(&theme, self.depth, self.from_terminal);
        }
        true
    }

    /// How wide the terminal draws ambiguous signs is known now; true when the signs change by it.
    pub fn width(&mut self, column: u16, known: &mut Known) -> bool {
        let is_wide = column > 2;
        if self.ascii != Ascii::Auto || known.is_wide == is_wide {
            return false;
        }
        known.is_wide = is_wide;
        self.glyphs = Glyphs::new(is_wide || self.glyphs.is_ascii());
        true
    }
}

/// A built-in theme, or one from the person's own folder.
fn load(name: &str, folder: &Path) -> Result<Theme, String> {
    let own = folder.join(format!("{name}.toml"));
    // A name is a file's name, never a path.
    if !name.contains(['/', '\\']) && own.is_file() {
        let text = std::fs::read_to_string(&own).map_err(|error| format!("{}: {error}", own.display()))?;
        return Theme::from_toml(&text, &own.display().to_string()).map_err(|error| error.to_string());
    }
    Theme::built_in(name).ok_or_else(|| {
        format!(
            "there is no theme \"{name}\"; built in are {}",
            Theme::BUILT_IN.join(", ")
        )
    })
}

/// What this terminal answered last time, kept for the next start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Name of the theme its background asks for.
    pub theme: String,
    /// It draws ambiguous signs two cells wide.
    pub is_wide: bool,
}

impl Default for Known {
    fn default() -> Self {
        Self {
            theme: "dark".to_owned(),
            is_wide: false,
        }
    }
}

impl Known {
    /// Reads what was kept under `terminal`.
    pub fn read(file: &Path, terminal: &str) -> Option<Self> {
        let text = std::fs::read_to_string(file).ok()?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(terminal)?.strip_prefix('\t'))?;
        let (theme, width) = line.split_once('\t')?;
        Some(Self {
            theme: theme.to_owned(),
            is_wide: width == "wide",
        })
    }

    /// Keeps it under `terminal`. What cannot be kept is asked for again.
    pub fn write(&self, file: &Path, terminal: &str) {
        let old = std::fs::read_to_string(file).unwrap_or_default();
        let others = old
            .lines()
            .filter(|line| line.split('\t').next() != Some(terminal))
            .take(20);
        let width = if self.is_wide { "wide" } else { "narrow" };
        let mut text: String = others.map(|line| format!("{line}\n")).collect();
        text.push_str(&format!("{terminal}\t{}\t{width}\n", self.theme));
        let _ = std::fs::write(file, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_answered_is_kept_for_that_terminal() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("terminals");
        let known = Known {
            theme: "light".to_owned(),
            is_wide: true,
        };
        known.write(&file, "xterm kitty");
        Known::default().write(&file, "linux");
        assert_eq!(Known::read(&file, "xterm kitty"), Some(known));
        assert_eq!(Known::read(&file, "linux"), Some(Known::default()));
        assert_eq!(Known::read(&file, "other"), None);
    }

    #[test]
    fn unknown_theme_is_told_and_dark_holds() {
        let folder = tempfile::tempdir().unwrap();
        assert!(load("nope", folder.path()).unwrap_err().contains("dark"));
        assert!(load("../dark", folder.path()).is_err());
        assert!(load("contrast", folder.path()).is_ok());
    }
}
