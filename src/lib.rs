//! firebell: incidents, customers, vendors and every clock between them, in one offline file.
//!
//! ```text
//!                  keyboard · mouse · resize            argv · stdin
//!                           │                            │
//!    ┌──────────────────────▼─────────┐      ┌───────────▼───────────┐
//!    │ tui/   shell → update → view   │      │ cli/  args → run →    │   porches: the only rooms that
//!    │ screens · layers · widgets     │      │       out             │   see a terminal or stdout
//!    └───────┬───────────────▲────────┘      └───────┬───────▲───────┘
//!            │ Verb→Command  │ views                 │       │
//!    ┌───────▼───────────────┴───────────────────────▼───────┴───────┐
//!    │ verb/   one table: words · doc · keys · contexts · parameters │   hall
//!    └───────────────────────────────┬───────────────────────────────┘
//!    ┌───────────────────────────────▼───────────────────────────────┐
//!    │ engine/  execute · preview · query · two worker threads       │   stairs: the only way down
//!    └──┬─────────────┬───────────────┬──────────────┬──────────┬────┘
//!    ┌──▼─────┐   ┌───▼─────────┐   ┌─▼──────┐   ┌───▼────┐   ┌─▼───────┐
//!    │ store/ │   │ notify/     │   │export/ │   │import/ │   │template/│   workshops: each speaks one
//!    │ SQLite │   │ D-Bus, OSC, │   │iCal CSV│   │JSON    │   │ first   │   outside language, and none
//!    │        │   │ a program   │   │HTML MD │   │lines,  │   │ drafts  │   knows another
//!    │        │   │             │   │        │   │CSV     │   │         │
//!    └──┬─────┘   └───┬─────────┘   └─┬──────┘   └───┬────┘   └─┬───────┘
//!    ┌──▼─────────────▼───────────────▼──────────────▼──────────▼────┐
//!    │ domain/   commands → facts → state → deadlines  (pure)        │   living room
//!    │ policy/   default ⊕ user, validated · calendar · obligations  │
//!    └───────────────────────────────┬───────────────────────────────┘
//!    ┌───────────────────────────────▼───────────────────────────────┐
//!    │ clock · id · error · text · config                            │   foundation
//!    └───────────────────────────────────────────────────────────────┘
//! ```
//!
//! A newcomer's walk: [`domain::fact`] (what can happen) → [`domain::incident::decide`] (what is allowed) →
//! [`verb::table`] (what a person can do) → [`tui::screen::board::view`] (what it looks like). Adding a verb is a
//! command, a fact, a decision, what it changes, one row, one scenario.
//!
//! Beside the porches stand [`launch`] (flags over environment over files become everything a porch is started with) and
//! [`demo`] (a made-up company, told through the verbs).
//!
//! The state on the screen is never computed there: facts are folded once, in the transaction that writes them, and
//! the reading thread hands the screen what was folded.

pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod engine;
pub mod error;
pub mod export;
pub mod id;
pub mod import;
pub mod launch;
pub mod notify;
pub mod policy;
pub mod store;
pub mod template;
pub mod text;
pub mod tui;
pub mod verb;
