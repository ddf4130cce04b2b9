//! What a verb needs: its parameters, how each is given, and where its choices come from.

/// How a parameter is given on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// By its place.
    Place,
    /// As `--name VALUE`.
    Option,
    /// As `--name VALUE`, more than once.
    Many,
    /// As `--name`.
    Switch,
}

/// What a parameter is, and so where its choices come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Code of an incident.
    Incident,
    /// Short id of a log entry.
    Entry,
    /// Name of a deadline.
    Deadline,
    /// Key of a severity.
    Severity,
    /// Key of a role.
    Role,
    /// `ROLE=PERSON`.
    RoleOf,
    /// Key of a standing duty.
    Duty,
    /// Key of a phase.
    Phase,
    /// Key of a detection channel.
    Channel,
    /// Key of a question.
    Question,
    /// Key of a vendor tier.
    Tier,
    /// Name of a person.
    Person,
    /// Name of a customer.
    Customer,
    /// Name of a system.
    System,
    /// Name of a vendor.
    Vendor,
    /// Yes or no.
    YesNo,
    /// An instant that has passed.
    Time,
    /// A day.
    Day,
    /// A span of time.
    Span,
    /// A whole number.
    Number,
    /// Words, perhaps with a time before them.
    Entryline,
    /// Words.
    Text,
    /// Several words, separated by commas.
    List,
    /// Path of a file.
    File,
    /// Path of a file that shows something: name and digest are kept.
    Proof,
    /// An anchor, from which obligations are counted.
    Anchor,
    /// Id of an obligation.
    Obligation,
    /// Role in which the company stands for the data.
    CompanyRole,
    /// What was decided of an obligation.
    Decision,
    /// Whom a letter tells.
    Addressee,
    /// An instant still to come.
    TimeAhead,
    /// What can be published.
    Publication,
    /// What was wrong with something that was sent.
    Wrong,
    /// Who may read a line of the log.
    Mark,
    /// Name of a template.
    Template,
    /// Names of templates, separated by commas, or all.
    TemplateList,
    /// Form in which a letter, or a list, leaves.
    Format,
    /// Name of a shell.
    Shell,
    /// Key of a step of diligence or of the end.
    Step,
    /// Key of a kind of monitoring.
    Monitoring,
    /// What came of a reassessment.
    Outcome,
    /// What came of an objection.
    Settled,
    /// Key of a policy that is reviewed.
    PolicyName,
    /// Two days, the earlier one first.
    Days,
    /// In which order days are written in a sheet.
    DateOrder,
}

impl ParamKind {
    /// Is it made of words, which need no quotation marks where nothing comes after them?
    pub fn is_words(self) -> bool {
        matches!(self, Self::Entryline | Self::Text)
    }
}

/// One parameter of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// Its name on the command line.
    pub name: &'static str,
    /// How it is given.
    pub form: Form,
    /// What it is.
    pub kind: ParamKind,
    /// Must it be given?
    pub required: bool,
    /// What it is, in words.
    pub doc: &'static str,
}
