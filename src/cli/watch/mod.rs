//! `firebell watch`: reminds of deadlines without a screen, until it is stopped (DL-4, DL-5).
//!
//! Nothing here sleeps until a due time: each second it is looked whether something has come up, by the clock as it is
//! then. A store that is locked, moved away or replaced is waited for.

mod hold;
mod install;
mod journal;
mod talk;

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};

use serde_json::json;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use self::hold::Hold;
pub use self::hold::holder;
pub use self::install::{install, uninstall};
use self::journal::Journal;
use super::out::Out;
use super::remind::tty;
use super::verdict::Verdict;
use crate::engine::Trouble;
use crate::engine::remind::keeper::Place;
use crate::engine::remind::{Beat, Keeper, Reach, Wish};
use crate::engine::worker::{BEAT, TROUBLED};
use crate::error::{Failure, Kind};
use crate::launch::Launch;
use crate::verb::Values;

/// Runs the verb.
pub fn run(values: &Values, launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    if values.is_on("once") {
        return once(launch, out);
    }
    let (wishes, wished) = channel();
    stop_on_signals(wishes.clone())?;
    let mut journal = Journal::new(&launch.paths.state_dir, &launch.store);
    if !wait_for(&launch.store, &wished, &mut journal) {
        return Ok(Verdict::Done);
    }
    let hold = Hold::take(&launch.store, &launch.who)?;
    let keeper = launch.keeper(launch.open_existing()?, false, wished, launch.ways(tty(), &wishes));
    let mut watch = Watch {
        launch,
        keeper,
        place: Place::of(&launch.store),
        reach: None,
        trouble: None,
        journal,
    };
    let words = format!("watches {} for {}", launch.store.display(), launch.who.name);
    watch.journal.say(&words);
    let ended = watch.go_on();
    watch.journal.say("stops");
    hold.release();
    ended.map(|()| Verdict::Done)
}

/// Looks once, says what has come up, and leaves: for cron.
fn once(launch: &Launch, out: &mut Out) -> Result<Verdict, Trouble> {
    let (wishes, wished) = channel();
    let mut keeper = launch.keeper(launch.open_existing()?, false, wished, launch.ways(tty(), &wishes));
    let beat = keeper.once();
    if let Some(failure) = beat.trouble {
        return Err(failure.into());
    }
    let round = beat.round.unwrap_or_default();
    if out.is_json() {
        let said: Vec<_> = round
            .said
            .iter()
            .map(|(channel, message)| json!({ "channel": channel, "message": message }))
            .collect();
        let failed: Vec<_> = round
            .failed
            .iter()
            .map(|(channel, why)| json!({ "channel": channel, "why": why }))
            .collect();
        out.json(&json!({ "said": said, "failed": failed }));
    } else {
        for (channel, message) in &round.said {
            out.line(&format!("{channel}: {}", message.title));
        }
        for (channel, why) in &round.failed {
            out.talk(&format!("{channel}: {why}"));
        }
        if round.is_left_to_others {
            out.talk("Another process is about to say something.");
        } else if round.said.is_empty() && round.failed.is_empty() {
            out.talk("Nothing has come up.");
        }
    }
    let is_unheard = round.said.is_empty() && !round.failed.is_empty();
    Ok(if is_unheard { Verdict::Unheard } else { Verdict::Done })
}

/// `firebell watch status`: exit code 1 where none runs.
pub fn status(launch: &Launch, out: &mut Out) -> Verdict {
    let holder = holder(&launch.store);
    let installed = install::installed(&launch.paths);
    let last = Journal::new(&launch.paths.state_dir, &launch.store).last(5);
    if out.is_json() {
        out.json(&json!({
            "runs": holder.is_some(),
            "holder": holder,
            "installed": installed,
            "log": last,
        }));
    } else {
        match &holder {
            Some(holder) => out.line(&format!("A watch runs on this store: {holder}.")),
            None => out.line("No watch runs on this store."),
        }
        match &installed {
            Some(file) => out.line(&format!("It is started with your session by {}.", file.display())),
            None => out.line("Nothing starts it with your session; firebell watch install does."),
        }
        if !last.is_empty() {
            out.line("It said last:");
        }
        for line in &last {
            out.line(&format!("  {line}"));
        }
    }
    if holder.is_some() {
        Verdict::Done
    } else {
        Verdict::Unheard
    }
}

fn stop_on_signals(wishes: Sender<Wish>) -> Result<(), Failure> {
    let cannot =
        |error| Failure::new(Kind::Bug, "The watch was not started", "it could not listen to signals").caused_by(error);
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP]).map_err(cannot)?;
    let listen = move || {
        for _ in signals.forever() {
            // An error says that it ends already.
            let _ = wishes.send(Wish::Leave);
        }
    };
    let thread = std::thread::Builder::new().name("signals".to_owned());
    thread.spawn(listen).map(drop).map_err(cannot)
}

/// Waits until there is a store; false: it was stopped before.
fn wait_for(store: &Path, wished: &Receiver<Wish>, journal: &mut Journal) -> bool {
    let mut is_told = false;
    while !store.exists() {
        if !is_told {
            journal.say(&format!("there is no store yet; waits for {}", store.display()));
            is_told = true;
        }
        match wished.recv_timeout(BEAT) {
            Ok(Wish::Leave) | Err(RecvTimeoutError::Disconnected) => return false,
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
        }
    }
    true
}

struct Watch<'a> {
    launch: &'a Launch,
    keeper: Keeper,
    place: Place,
    reach: Option<Reach>,
    /// What was last in the way, so that it is said once.
    trouble: Option<String>,
    journal: Journal,
}

impl Watch<'_> {
    /// Until it is stopped. Fails where it cannot go on: then whoever started it may start a newer one.
    fn go_on(&mut self) -> Result<(), Trouble> {
        loop {
            self.follow();
            let mut rest = BEAT;
            if self.place.is_there() {
                let beat = self.keeper.beat();
                if beat.trouble.is_some() {
                    rest = TROUBLED;
                }
                self.heard(&beat);
                if self.keeper.engine().store().has_newer_schema() {
                    let why = "the store is newer than this program";
                    let failure = Failure::new(Kind::Store, "The watch does not go on", why);
                    return Err(failure.with_todo("Start it again with the newer firebell.").into());
                }
            }
            if self.keeper.wait(rest) {
                return Ok(());
            }
        }
    }

    /// Goes on with what lies in the store's place now.
    fn follow(&mut self) {
        let Some(now) = self.place.changed() else { return };
        if !now.is_there() {
            self.place = now;
            let words = format!("{} is gone; waits for it", self.launch.store.display());
            return self.is_troubled(Some(words));
        }
        match self.launch.open_existing() {
            Ok(engine) => {
                self.keeper.move_to(engine);
                self.place = now;
                self.is_troubled(None);
                self.journal.say("goes on with the store that lies there now");
            }
            // Tried again at the next beat.
            Err(failure) => self.is_troubled(Some(failure.to_string())),
        }
    }

    fn heard(&mut self, beat: &Beat) {
        self.is_troubled(beat.trouble.as_ref().map(ToString::to_string));
        for (words, is_done) in &beat.wishes {
            let sign = if *is_done { "button" } else { "button, refused" };
            self.journal.say(&format!("{sign}: {words}"));
        }
        for (channel, message) in beat.round.iter().flat_map(|round| &round.said) {
            self.journal.say(&format!("{channel}: {}", message.title));
        }
        let reach = self.keeper.reach();
        if self.reach.as_ref() == Some(&reach) {
            return;
        }
        for (channel, why) in reach.away() {
            self.journal.say(&format!("{channel} is away: {why}"));
        }
        let back = reach.ways.iter().filter(|(channel, trouble)| {
            let known = self.reach.iter().flat_map(Reach::away);
            trouble.is_none() && known.into_iter().any(|(away, _)| away == *channel)
        });
        for (channel, _) in back {
            self.journal.say(&format!("{channel} is back"));
        }
        self.reach = Some(reach);
    }

    fn is_troubled(&mut self, trouble: Option<String>) {
        if self.trouble != trouble {
            if let Some(words) = &trouble {
                self.journal.say(words);
            }
            self.trouble = trouble;
        }
    }
}
