//! The eighteen meanings a cell's colour can have.

/// What a colour means. The accent means *you can press this* and is never an alarm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The ground.
    Bg,
    /// Ground of header, footer, fields and boxes.
    Surface,
    /// Ground of the selected row and the focused field.
    Sel,
    /// What is read.
    Text,
    /// Labels, context, what is far off.
    Dim,
    /// Separators, the veil, what may be missed.
    Faint,
    /// Hairlines, the empty part of meters.
    Border,
    /// The hairline of the focused pane, the border of a box.
    Focus,
    /// Keys, the focused title, the caret.
    Accent,
    /// Severity 1.
    Sev1,
    /// Severity 2.
    Sev2,
    /// Severity 3.
    Sev3,
    /// Severity 4.
    Sev4,
    /// Past due, failed.
    Late,
    /// Under a day, missing, an empty role.
    Soon,
    /// New in intake, neutral news.
    Info,
    /// Met, sent, answered.
    Ok,
    /// DRILL, REPLAY, demo data.
    Mark,
}

impl Role {
    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; 18] = [
        Self::Bg,
        Self::Surface,
        Self::Sel,
        Self::Text,
        Self::Dim,
        Self::Faint,
        Self::Border,
        Self::Focus,
        Self::Accent,
        Self::Sev1,
        Self::Sev2,
        Self::Sev3,
        Self::Sev4,
        Self::Late,
        Self::Soon,
        Self::Info,
        Self::Ok,
        Self::Mark,
    ];

    /// The key in a theme file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Bg => "bg",
            Self::Surface => "surface",
            Self::Sel => "sel",
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Faint => "faint",
            Self::Border => "border",
            Self::Focus => "focus",
            Self::Accent => "accent",
            Self::Sev1 => "sev1",
            Self::Sev2 => "sev2",
            Self::Sev3 => "sev3",
            Self::Sev4 => "sev4",
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Info => "info",
            Self::Ok => "ok",
            Self::Mark => "mark",
        }
    }

    /// The role of a severity, 1 to 4; anything else is [`Role::Sev4`].
    pub const fn severity(rank: u8) -> Self {
        match rank {
            1 => Self::Sev1,
            2 => Self::Sev2,
            3 => Self::Sev3,
            _ => Self::Sev4,
        }
    }

    /// The role whose colour this one takes where a theme does not part them.
    pub const fn twin(self) -> Option<Self> {
        match self {
            Self::Sev4 => Some(Self::Dim),
            Self::Late => Some(Self::Sev1),
            Self::Soon => Some(Self::Sev2),
            Self::Info => Some(Self::Sev3),
            _ => None,
        }
    }

    /// Whether this is a ground to stand on, not a mark on it.
    pub const fn is_ground(self) -> bool {
        matches!(self, Self::Bg | Self::Surface | Self::Sel)
    }

    /// Place in a table with one entry for each role.
    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_the_order_of_the_index() {
        for (at, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role.index(), at);
        }
    }
}
