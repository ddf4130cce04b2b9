//! The settings that are one word of a few.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use crate::text::nearest;

/// A word that is none of the choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownChoice {
    pub typed: String,
    pub choices: &'static [&'static str],
}

impl fmt::Display for UnknownChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not one of {}", self.typed, self.choices.join(", "))?;
        match nearest(&self.typed, self.choices.iter().copied()) {
            Some(word) => write!(f, "; the nearest is {word}"),
            None => Ok(()),
        }
    }
}

impl Error for UnknownChoice {}

/// Defines an enum whose values are words: its list of words, `Display` and `FromStr`.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name { $($(#[$value_doc])* $value),+ }

        impl $name {
            /// The words that can be written.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            pub fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }

        impl FromStr for $name {
            type Err = UnknownChoice;

            fn from_str(typed: &str) -> Result<Self, Self::Err> {
                match typed.trim() {
                    $($word => Ok(Self::$value),)+
                    other => Err(UnknownChoice { typed: other.to_owned(), choices: Self::WORDS }),
                }
            }
        }
    };
}

choice! {
    /// Who fills the ground.
    Background {
        /// The theme's own ground is painted.
        #[default]
        Paint = "paint",
        /// The terminal's ground is left as it is.
        Terminal = "terminal",
    }
}

choice! {
    /// How many colours may be used.
    Colour {
        /// As the terminal says.
        #[default]
        Auto = "auto",
        True = "true",
        Indexed = "256",
        Sixteen = "16",
        None = "none",
    }
}

choice! {
    /// Whether signs are drawn in plain ASCII.
    Ascii {
        /// When the terminal cannot show others.
        #[default]
        Auto = "auto",
        Always = "true",
        Never = "false",
    }
}

choice! {
    /// From which urgency on a reminder takes a way.
    Least {
        /// Every one.
        #[default]
        Low = "low",
        /// Not those that can wait for the morning.
        Normal = "normal",
        /// Only those that cannot wait.
        Critical = "critical",
        /// None.
        Off = "off",
    }
}

choice! {
    /// In which sequence a terminal is told of a reminder.
    Form {
        /// The one that this terminal knows.
        #[default]
        Auto = "auto",
        Osc9 = "osc9",
        Osc777 = "osc777",
        Osc99 = "osc99",
        Bell = "bell",
    }
}

/// The set of colours. A name is looked up later, among the themes built in and the person's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark or light, as the terminal's ground is.
    #[default]
    Auto,
    /// `dark`, `light`, `contrast` or a theme of the person's own.
    Named(String),
}

impl From<&str> for Theme {
    /// An empty name is `auto`.
    fn from(name: &str) -> Self {
        match name.trim() {
            "" | "auto" => Self::Auto,
            name => Self::Named(name.to_owned()),
        }
    }
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_as_its_choice() {
        for word in Colour::WORDS {
            assert_eq!(word.parse::<Colour>().unwrap().word(), *word);
        }
        for word in Ascii::WORDS {
            assert_eq!(word.parse::<Ascii>().unwrap().word(), *word);
        }
        for word in Least::WORDS {
            assert_eq!(word.parse::<Least>().unwrap().word(), *word);
        }
        for word in Form::WORDS {
            assert_eq!(word.parse::<Form>().unwrap().word(), *word);
        }
        assert_eq!("paint".parse(), Ok(Background::Paint));
        assert_eq!(Theme::from("auto"), Theme::Auto);
        assert_eq!(Theme::from("mine").to_string(), "mine");
    }

    #[test]
    fn wrong_word_names_the_right_ones() {
        let error = "terminl".parse::<Background>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"terminl\" is not one of paint, terminal; the nearest is terminal"
        );
    }
}
