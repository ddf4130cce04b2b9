//! The settings in force, and where each of them came from.

use std::fmt;
use std::path::{Path, PathBuf};

use super::paths::under_home;
use super::variables::Variables;
use super::{Ascii, Background, Colour, Config, ConfigProblem, Contact, Notify, Paths, Theme};
use crate::clock::Zone;

/// What the command line says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Flags {
    pub store: Option<PathBuf>,
    /// `--as`.
    pub user: Option<String>,
    pub zone: Option<Zone>,
    pub theme: Option<Theme>,
    pub ascii: bool,
    pub read_only: bool,
    pub colour: Option<Colour>,
}

/// Where a value came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Default,
    File,
    Environment(&'static str),
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File => f.write_str("config.toml"),
            Self::Environment(name) | Self::Flag(name) => f.write_str(name),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<T> {
    pub value: T,
    pub from: Source,
}

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// None where nobody says who is at the keyboard.
    pub user: Chosen<Option<String>>,
    /// None: the zone of this machine ([`Zone::detect`]).
    pub zone: Chosen<Option<Zone>>,
    pub theme: Chosen<Theme>,
    pub background: Chosen<Background>,
    pub colour: Chosen<Colour>,
    pub ascii: Chosen<Ascii>,
    pub mouse: Chosen<bool>,
    /// None: [`Paths::store`].
    pub store: Chosen<Option<PathBuf>>,
    pub company: Chosen<String>,
    /// How to report to the security team.
    pub contact: Contact,
    /// How reminders reach the person.
    pub notify: Notify,
    pub read_only: bool,
    /// Variables that could not be used; the next in line holds instead.
    pub problems: Vec<ConfigProblem>,
}

impl Settings {
    /// Flag over environment over file over default. An empty variable says nothing. The user's default is the name
    /// they are logged in with (`USER`, `LOGNAME`).
    pub fn resolve(flags: &Flags, env: &dyn Fn(&str) -> Option<String>, file: Config) -> Settings {
        let mut variables = Variables::new(env);
        let home = env("HOME");
        let full = |path: PathBuf| under_home(&path, home.as_deref());
        Settings {
            user: pick(
                ("--as", flags.user.clone()),
                ("FIREBELL_USER", variables.text("FIREBELL_USER")),
                file.user,
            )
            .or_else(|| from_env("USER", variables.text("USER")))
            .or_else(|| from_env("LOGNAME", variables.text("LOGNAME")))
            .optional(),
            zone: pick(
                ("--zone", flags.zone),
                ("FIREBELL_ZONE", variables.zone("FIREBELL_ZONE")),
                file.zone,
            )
            .optional(),
            theme: pick(
                ("--theme", flags.theme.clone()),
                (
                    "FIREBELL_THEME",
                    variables.text("FIREBELL_THEME").map(|name| Theme::from(name.as_str())),
                ),
                file.theme,
            )
            .or_default(),
            background: pick(("", None), ("", None), file.background).or_default(),
            colour: pick(
                ("--colour", flags.colour),
                ("FIREBELL_COLOUR", variables.word("FIREBELL_COLOUR")),
                file.colour,
            )
            .or_default(),
            ascii: pick(
                ("--ascii", flags.ascii.then_some(Ascii::Always)),
                ("FIREBELL_ASCII", variables.ascii("FIREBELL_ASCII")),
                file.ascii,
            )
            .or_default(),
            mouse: pick(
                ("", None),
                ("FIREBELL_MOUSE", variables.truth("FIREBELL_MOUSE")),
                file.mouse,
            )
            .or(true),
            store: pick(
                ("--store", flags.store.clone()),
                ("FIREBELL_STORE", variables.text("FIREBELL_STORE").map(PathBuf::from)),
                file.store.map(full),
            )
            .optional(),
            company: pick(("", None), ("", None), file.company).or_default(),
            contact: file.contact.at_home(home.as_deref()),
            notify: Notify::resolve(&mut variables, home.as_deref(), file.notify),
            read_only: flags.read_only,
            problems: variables.problems,
        }
    }

    /// The store to open.
    pub fn store_path<'a>(&'a self, paths: &'a Paths) -> &'a Path {
        self.store.value.as_deref().unwrap_or(&paths.store)
    }

    /// Key, value in words and source of every setting, in the order of the file: what `config show` prints.
    pub fn rows(&self) -> Vec<(&'static str, String, Source)> {
        let zone = self.zone.value.map_or("auto", Zone::name);
        let store = self.store.value.as_deref().map(|path| path.display().to_string());
        let mut rows = vec![
            ("user", self.user.value.clone().unwrap_or_default(), self.user.from),
            ("zone", zone.to_owned(), self.zone.from),
            ("theme", self.theme.value.to_string(), self.theme.from),
            ("background", self.background.value.to_string(), self.background.from),
            ("colour", self.colour.value.to_string(), self.colour.from),
            ("ascii", self.ascii.value.to_string(), self.ascii.from),
            ("mouse", self.mouse.value.to_string(), self.mouse.from),
            ("store", store.unwrap_or_default(), self.store.from),
            ("company", self.company.value.clone(), self.company.from),
        ];
        rows.extend(self.contact.rows());
        rows.extend(self.notify.rows());
        rows
    }
}

/// A value that somebody gave, or none yet.
pub(super) struct Pick<T>(Option<Chosen<T>>);

pub(super) fn pick<T>(flag: (&'static str, Option<T>), env: (&'static str, Option<T>), file: Option<T>) -> Pick<T> {
    let from_flag = flag.1.map(|value| Chosen {
        value,
        from: Source::Flag(flag.0),
    });
    let from_file = || {
        file.map(|value| Chosen {
            value,
            from: Source::File,
        })
    };
    Pick(from_flag.or_else(|| from_env(env.0, env.1)).or_else(from_file))
}

fn from_env<T>(name: &'static str, value: Option<T>) -> Option<Chosen<T>> {
    value.map(|value| Chosen {
        value,
        from: Source::Environment(name),
    })
}

impl<T> Pick<T> {
    fn or_else(self, next: impl FnOnce() -> Option<Chosen<T>>) -> Self {
        Pick(self.0.or_else(next))
    }

    pub(super) fn or(self, default: T) -> Chosen<T> {
        self.0.unwrap_or(Chosen {
            value: default,
            from: Source::Default,
        })
    }

    fn or_default(self) -> Chosen<T>
    where
        T: Default,
    {
        self.or(T::default())
    }

    fn optional(self) -> Chosen<Option<T>> {
        match self.0 {
            Some(Chosen { value, from }) => Chosen {
                value: Some(value),
                from,
            },
            None => Chosen {
                value: None,
                from: Source::Default,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Settings {
        /// The values without their sources.
        pub(in crate::config) fn values(&self) -> Vec<(&'static str, String)> {
            self.rows().into_iter().map(|(key, value, _)| (key, value)).collect()
        }
    }

    fn with(flags: &Flags, env: &[(&str, &str)], file: &str) -> Settings {
        let get = |name: &str| {
            let found = env.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Settings::resolve(flags, &get, Config::from_toml(file, "c").unwrap())
    }

    #[test]
    fn flag_goes_before_environment_before_file_before_default() {
        let flags = Flags {
            user: Some("flag".into()),
            ..Flags::default()
        };
        let env = [("FIREBELL_USER", "env"), ("USER", "login")];
        let user = |settings: Settings| (settings.user.value.unwrap(), settings.user.from);
        assert_eq!(
            user(with(&flags, &env, "user = 'file'")),
            ("flag".into(), Source::Flag("--as"))
        );
        let none = Flags::default();
        let by_env = ("env".into(), Source::Environment("FIREBELL_USER"));
        assert_eq!(user(with(&none, &env, "user = 'file'")), by_env);
        assert_eq!(
            user(with(&none, &env[1..], "user = 'file'")),
            ("file".into(), Source::File)
        );
        let by_login = ("login".into(), Source::Environment("USER"));
        assert_eq!(user(with(&none, &env[1..], "")), by_login);
        assert_eq!(
            with(&none, &[], "").user,
            Chosen {
                value: None,
                from: Source::Default
            }
        );
    }

    #[test]
    fn every_variable_is_heard() {
        let env = [
            ("FIREBELL_STORE", "/s.db"),
            ("FIREBELL_ZONE", "Asia/Tokyo"),
            ("FIREBELL_THEME", "light"),
            ("FIREBELL_ASCII", "1"),
            ("FIREBELL_MOUSE", "0"),
            ("FIREBELL_COLOUR", "16"),
        ];
        let settings = with(&Flags::default(), &env, "mouse = true\ncolour = 'true'");
        assert_eq!(settings.zone.value.unwrap().name(), "Asia/Tokyo");
        assert_eq!(settings.theme.value, Theme::Named("light".into()));
        assert_eq!(settings.ascii.value, Ascii::Always);
        assert!(!settings.mouse.value);
        assert_eq!(settings.colour.value, Colour::Sixteen);
        assert_eq!(settings.colour.from.to_string(), "FIREBELL_COLOUR");
        let paths = Paths::find(&|_| Some("/d".into())).unwrap();
        assert_eq!(settings.store_path(&paths), Path::new("/s.db"));
    }

    #[test]
    fn bad_variable_is_reported_and_passed_over() {
        let env = [
            ("FIREBELL_MOUSE", "maybe"),
            ("FIREBELL_ZONE", "Mars"),
            ("FIREBELL_THEME", " "),
        ];
        let settings = with(&Flags::default(), &env, "mouse = false");
        assert_eq!(
            settings.mouse,
            Chosen {
                value: false,
                from: Source::File
            }
        );
        assert_eq!(settings.zone.from, Source::Default);
        assert_eq!(settings.theme.value, Theme::Auto);
        let origins: Vec<&str> = settings.problems.iter().map(|p| p.origin.as_str()).collect();
        assert_eq!(origins, ["FIREBELL_ZONE", "FIREBELL_MOUSE"]);
    }

    #[test]
    fn store_in_the_file_may_begin_at_home() {
        let settings = with(&Flags::default(), &[("HOME", "/home/m")], "store = '~/x.db'");
        assert_eq!(settings.store.value, Some(PathBuf::from("/home/m/x.db")));
        let rows = settings.rows();
        assert_eq!(rows.len(), super::super::KEYS.len());
        assert!(rows.iter().map(|row| row.0).eq(super::super::KEYS));
    }
}
