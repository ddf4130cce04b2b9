//! The table `[notify]`: which ways a reminder takes, and from which urgency on (DL-5).

use std::path::Path;
use std::time::Duration;

use toml::Spanned;
use toml::de::DeValue;

use super::file::{truth, word, words};
use super::paths::under_home;
use super::settings::{Chosen, Source, pick};
use super::variables::Variables;
use super::{Form, Least};

/// How reminders reach the person, in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notify {
    /// From which urgency on the desktop shows them.
    pub desktop: Least,
    /// From which urgency on the terminal is told.
    pub terminal: Least,
    /// In which sequence the terminal is told.
    pub terminal_form: Form,
    /// The person's own program and its arguments, never run through a shell; empty: none. A `~/` that begins the
    /// program is the home already.
    pub command: Vec<String>,
    /// From which urgency on the program is run.
    pub command_from: Least,
    /// How long the program may take.
    pub command_limit: Duration,
    /// Only what the person is asked to do, not what everybody on the incident is.
    pub only_mine: bool,
    /// What the button Open starts; `{code}` stands for the code of the incident. Empty: nothing.
    pub open: Vec<String>,
    /// Where each of them came from, in the order of [`KEYS`].
    from: [Source; 8],
}

/// The keys as they are shown, with the name of the table.
pub(super) const KEYS: [&str; 8] = [
    "notify.desktop",
    "notify.terminal",
    "notify.terminal_form",
    "notify.command",
    "notify.command_from",
    "notify.command_limit",
    "notify.only_mine",
    "notify.open",
];

/// How long a program may be given to take, at the least and at the most: while it runs, others wait.
const SHORTEST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_mins(5);

/// What the table says; `None`: nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NotifyConfig {
    desktop: Option<Least>,
    terminal: Option<Least>,
    terminal_form: Option<Form>,
    command: Option<Vec<String>>,
    command_from: Option<Least>,
    command_limit: Option<Duration>,
    only_mine: Option<bool>,
    open: Option<Vec<String>>,
}

impl NotifyConfig {
    /// Takes the value of `key`, which is without the name of the table. `None`: there is no such key.
    pub(super) fn take(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Result<(), String>> {
        Some(match key {
            "desktop" => word(value).map(|word| self.desktop = Some(word)),
            "terminal" => word(value).map(|word| self.terminal = Some(word)),
            "terminal_form" => word(value).map(|word| self.terminal_form = Some(word)),
            "command" => program(value).map(|argv| self.command = Some(argv)),
            "command_from" => word(value).map(|word| self.command_from = Some(word)),
            "command_limit" => words(value)
                .and_then(limit)
                .map(|limit| self.command_limit = Some(limit)),
            "only_mine" => truth(value).map(|truth| self.only_mine = Some(truth)),
            "open" => program(value).map(|argv| self.open = Some(argv)),
            _ => return None,
        })
    }
}

/// A program and its arguments; a text alone is a program without any.
fn program(value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, String> {
    if let Some(text) = value.get_ref().as_str() {
        return Ok(alone(text));
    }
    let needed = "a program and its arguments are needed, such as [\"notify-me\", \"--loud\"]";
    let parts = value.get_ref().as_array().ok_or_else(|| needed.to_owned())?;
    let argv: Vec<String> = parts
        .iter()
        .map(|part| part.get_ref().as_str().map(str::to_owned))
        .collect::<Option<_>>()
        .ok_or_else(|| needed.to_owned())?;
    if argv.first().is_some_and(|program| program.trim().is_empty()) {
        return Err("the first is the program, and it has no name".to_owned());
    }
    if argv.iter().any(|part| part.contains('\0')) {
        return Err("an argument cannot hold the character NUL".to_owned());
    }
    Ok(argv)
}

fn alone(text: &str) -> Vec<String> {
    match text.trim() {
        "" => Vec::new(),
        program => vec![program.to_owned()],
    }
}

fn limit(text: &str) -> Result<Duration, String> {
    let limit = humantime::parse_duration(text.trim())
        .map_err(|_| format!("\"{text}\" is no span of time, such as 10s or 1m"))?;
    if (SHORTEST..=LONGEST).contains(&limit) {
        return Ok(limit);
    }
    Err(format!(
        "{text} is not between {} and {}",
        humantime::format_duration(SHORTEST),
        humantime::format_duration(LONGEST)
    ))
}

impl Notify {
    /// Environment over file over default.
    pub(super) fn resolve(variables: &mut Variables<'_>, home: Option<&str>, file: NotifyConfig) -> Self {
        let at_home = |mut argv: Vec<String>| {
            if let Some(program) = argv.first_mut() {
                *program = under_home(Path::new(&*program), home).display().to_string();
            }
            argv
        };
        let desktop = variables.word("FIREBELL_NOTIFY_DESKTOP");
        let desktop = chosen("FIREBELL_NOTIFY_DESKTOP", desktop, file.desktop, Least::Low);
        let terminal = variables.word("FIREBELL_NOTIFY_TERMINAL");
        let terminal = chosen("FIREBELL_NOTIFY_TERMINAL", terminal, file.terminal, Least::Normal);
        let form = variables.word("FIREBELL_NOTIFY_TERMINAL_FORM");
        let form = chosen("FIREBELL_NOTIFY_TERMINAL_FORM", form, file.terminal_form, Form::Auto);
        let command = variables.text("FIREBELL_NOTIFY_COMMAND").map(|text| alone(&text));
        let command = chosen("FIREBELL_NOTIFY_COMMAND", command, file.command, Vec::new());
        let command_from = chosen("", None, file.command_from, Least::Low);
        let command_limit = chosen("", None, file.command_limit, Duration::from_secs(10));
        let only_mine = chosen("", None, file.only_mine, false);
        let open = ["x-terminal-emulator", "-e", "firebell", "board", "{code}"];
        let open = chosen("", None, file.open, open.map(str::to_owned).to_vec());
        Self {
            from: [
                desktop.from,
                terminal.from,
                form.from,
                command.from,
                command_from.from,
                command_limit.from,
                only_mine.from,
                open.from,
            ],
            desktop: desktop.value,
            terminal: terminal.value,
            terminal_form: form.value,
            command: at_home(command.value),
            command_from: command_from.value,
            command_limit: command_limit.value,
            only_mine: only_mine.value,
            open: at_home(open.value),
        }
    }

    /// Key, value in words and source of each, in the order of the file.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, String, Source)> {
        let values = [
            self.desktop.to_string(),
            self.terminal.to_string(),
            self.terminal_form.to_string(),
            in_brackets(&self.command),
            self.command_from.to_string(),
            humantime::format_duration(self.command_limit).to_string(),
            self.only_mine.to_string(),
            in_brackets(&self.open),
        ];
        let values = KEYS.into_iter().zip(values).zip(self.from);
        values.map(|((key, value), from)| (key, value, from))
    }
}

fn chosen<T>(name: &'static str, env: Option<T>, file: Option<T>, default: T) -> Chosen<T> {
    pick(("", None), (name, env), file).or(default)
}

/// As it is written in the file.
fn in_brackets(argv: &[String]) -> String {
    let parts = argv.iter().map(|part| toml::Value::from(part.as_str()).to_string());
    format!("[{}]", parts.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Flags, Settings};
    use super::*;

    fn with(env: &[(&str, &str)], file: &str) -> Settings {
        let get = |name: &str| {
            let found = env.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        Settings::resolve(&Flags::default(), &get, Config::from_toml(file, "c").unwrap())
    }

    fn problems(file: &str) -> Vec<String> {
        let found = Config::from_toml(file, "c").unwrap_err();
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_key_is_read() {
        let file = "[notify]\ndesktop = 'critical'\nterminal = 'off'\nterminal_form = 'osc99'\n\
                    command = ['~/bin/tell', '--loud', '~/x']\ncommand_from = 'normal'\ncommand_limit = '1m 30s'\n\
                    only_mine = true\nopen = 'xterm'\n";
        let notify = with(&[("HOME", "/home/m")], file).notify;
        assert_eq!(notify.desktop, Least::Critical);
        assert_eq!(notify.terminal, Least::Off);
        assert_eq!(notify.terminal_form, Form::Osc99);
        assert_eq!(notify.command, ["/home/m/bin/tell", "--loud", "~/x"]);
        assert_eq!(notify.command_from, Least::Normal);
        assert_eq!(notify.command_limit, Duration::from_secs(90));
        assert!(notify.only_mine);
        assert_eq!(notify.open, ["xterm"]);
        assert!(notify.rows().all(|(_, _, from)| from == Source::File));
        // Dotted keys are the same table.
        assert_eq!(with(&[], "notify.desktop = 'off'").notify.desktop, Least::Off);
    }

    #[test]
    fn nothing_said_means_the_defaults() {
        let notify = with(&[], "[notify]").notify;
        assert_eq!((notify.desktop, notify.terminal), (Least::Low, Least::Normal));
        assert!(notify.command.is_empty() && !notify.only_mine);
        assert!(notify.rows().all(|(_, _, from)| from == Source::Default));
        let rows: Vec<String> = notify
            .rows()
            .map(|(key, value, _)| format!("{key} = {value}"))
            .collect();
        assert_eq!(rows[3], "notify.command = []");
        assert_eq!(rows[5], "notify.command_limit = 10s");
        assert_eq!(
            rows[7],
            r#"notify.open = ["x-terminal-emulator", "-e", "firebell", "board", "{code}"]"#
        );
    }

    #[test]
    fn environment_goes_before_the_file() {
        let env = [
            ("FIREBELL_NOTIFY_DESKTOP", "off"),
            ("FIREBELL_NOTIFY_TERMINAL", "loud"),
            ("FIREBELL_NOTIFY_TERMINAL_FORM", "bell"),
            ("FIREBELL_NOTIFY_COMMAND", "/usr/bin/two words"),
        ];
        let settings = with(
            &env,
            "notify = { desktop = 'low', terminal = 'critical', command = [] }",
        );
        assert_eq!(settings.notify.desktop, Least::Off);
        assert_eq!(settings.notify.terminal, Least::Critical);
        assert_eq!(settings.notify.terminal_form, Form::Bell);
        assert_eq!(settings.notify.command, ["/usr/bin/two words"]);
        let from: Vec<String> = settings.notify.rows().map(|row| row.2.to_string()).collect();
        assert_eq!(from[..2], ["FIREBELL_NOTIFY_DESKTOP", "config.toml"]);
        assert_eq!(settings.problems.len(), 1);
        assert_eq!(settings.problems[0].origin, "FIREBELL_NOTIFY_TERMINAL");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(
            problems("user = 'm'\n[notify]\ndesktp = 'low'\nterminal = 'norml'\n"),
            [
                "c:3: there is no key \"notify.desktp\"; the nearest is \"notify.desktop\"",
                "c:4: notify.terminal: \"norml\" is not one of low, normal, critical, off; the nearest is normal",
            ]
        );
        assert_eq!(problems("notify = true"), ["c:1: notify: a table is needed: [notify]"]);
        assert!(problems("desktop = 'low'")[0].contains("there is no key \"desktop\""));
        for (value, words) in [
            ("command = ['', 'x']", "no name"),
            ("command = ['x', 3]", "a program and its arguments are needed"),
            ("command = 3", "a program and its arguments are needed"),
            ("command = [\"x\", \"a\\u0000b\"]", "NUL"),
            ("command_limit = '0s'", "not between 100ms and 5m"),
            ("command_limit = '1day'", "not between 100ms and 5m"),
            ("command_limit = 'soon'", "no span of time"),
            ("command_limit = 10", "text in quotes"),
            ("only_mine = 'yes'", "true or false"),
        ] {
            let found = problems(&format!("[notify]\n{value}"));
            assert!(found.len() == 1 && found[0].contains(words), "{value}: {found:?}");
        }
    }

    #[test]
    fn a_bad_key_leaves_the_others() {
        let (config, problems) = Config::read("[notify]\nterminal = 7\ndesktop = 'off'\n", "c");
        assert_eq!(problems.len(), 1);
        let settings = Settings::resolve(&Flags::default(), &|_| None, config);
        assert_eq!(
            (settings.notify.desktop, settings.notify.terminal),
            (Least::Off, Least::Normal)
        );
    }
}
