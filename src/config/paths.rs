//! Where this person's files lie.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use crate::error::Failure;

/// The folders of this person, and the store that is used when nobody names one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub config_dir: PathBuf,
    pub data_dir: PathBuf,
    /// For logs.
    pub state_dir: PathBuf,
    pub store: PathBuf,
}

impl Paths {
    /// `XDG_CONFIG_HOME`, `XDG_DATA_HOME` and `XDG_STATE_HOME` of `env` where they are absolute, else what the system calls for.
    /// Fails where there is no home to be found.
    pub fn find(env: &dyn Fn(&str) -> Option<String>) -> Result<Paths, Failure> {
        let chosen = |name: &str| {
            let root = PathBuf::from(env(name)?);
            root.is_absolute().then(|| root.join("firebell"))
        };
        let system = ProjectDirs::from("", "", "firebell");
        let system = system.as_ref();
        let config_dir = chosen("XDG_CONFIG_HOME").or_else(|| Some(system?.config_dir().to_owned()));
        let data_dir = chosen("XDG_DATA_HOME").or_else(|| Some(system?.data_dir().to_owned()));
        let state_dir = chosen("XDG_STATE_HOME").or_else(|| Some(system?.state_dir()?.to_owned()));
        match (config_dir, data_dir) {
            (Some(config_dir), Some(data_dir)) => Ok(Paths {
                state_dir: state_dir.unwrap_or_else(|| data_dir.clone()),
                store: data_dir.join("firebell.db"),
                config_dir,
                data_dir,
            }),
            _ => Err(Failure::config("Cannot find your files", "you have no home folder")
                .with_todo("Set HOME, or XDG_CONFIG_HOME and XDG_DATA_HOME")),
        }
    }

    /// The file of settings.
    pub fn config_file(&self) -> PathBuf {
        self.config_dir.join("config.toml")
    }
}

/// `~/x` as a path under `home`; any other path as it is.
pub(super) fn under_home(path: &Path, home: Option<&str>) -> PathBuf {
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) if !home.is_empty() => Path::new(home).join(rest),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environment_says_where_the_files_lie() {
        let paths = Paths::find(&|name| match name {
            "XDG_CONFIG_HOME" => Some("/c".into()),
            "XDG_DATA_HOME" => Some("/d".into()),
            "XDG_STATE_HOME" => Some("/s".into()),
            _ => None,
        })
        .unwrap();
        assert_eq!(paths.state_dir, Path::new("/s/firebell"));
        assert_eq!(paths.config_file(), Path::new("/c/firebell/config.toml"));
        assert_eq!(paths.store, Path::new("/d/firebell/firebell.db"));
    }

    #[test]
    fn tilde_is_the_home() {
        assert_eq!(
            under_home(Path::new("~/x.db"), Some("/home/m")),
            Path::new("/home/m/x.db")
        );
        assert_eq!(under_home(Path::new("~x"), Some("/home/m")), Path::new("~x"));
        assert_eq!(under_home(Path::new("~/x"), None), Path::new("~/x"));
    }
}
