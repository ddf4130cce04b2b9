//! A theme at the depth of this terminal: roles in, final styles out.

use ratatui::style::{Color, Modifier, Style};

use super::depth::ColourDepth;
use super::role::Role;
use super::themes::Theme;

/// Styles by role. Every style says both colours and all attributes, except those of [`Palette::ink`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    depth: ColourDepth,
    colours: [Color; Role::ALL.len()],
    /// The colour of letters on a filled mark: the ground even where the terminal paints that itself.
    on_mark: Color,
}

impl Palette {
    /// `background_from_terminal` leaves `bg` unpainted.
    pub fn new(theme: &Theme, depth: ColourDepth, background_from_terminal: bool) -> Self {
        let colour = |role| match depth {
            ColourDepth::True => {
                let (r, g, b) = theme.colour(role);
                Color::Rgb(r, g, b)
            }
            ColourDepth::Indexed256 => Color::Indexed(theme.indexed(role)),
            ColourDepth::Sixteen => sixteen(role),
            ColourDepth::None => Color::Reset,
        };
        let mut colours = Role::ALL.map(colour);
        if background_from_terminal {
            colours[Role::Bg.index()] = Color::Reset;
        }
        Self {
            depth,
            colours,
            on_mark: colour(Role::Bg),
        }
    }

    /// The depth these styles are for.
    pub const fn depth(&self) -> ColourDepth {
        self.depth
    }

    /// `role` on the ground.
    pub fn style(&self, role: Role) -> Style {
        self.on(role, Role::Bg)
    }

    /// `role` on the ground, bold.
    pub fn bold(&self, role: Role) -> Style {
        self.style(role).add_modifier(Modifier::BOLD)
    }

    /// `role` on another role's ground. On `sel` a terminal of 16 colours or none shows every role alike: one plain
    /// reversed line. On a role that is no ground this is [`Self::filled`] without weight.
    pub fn on(&self, role: Role, ground: Role) -> Style {
        match self.depth {
            ColourDepth::True | ColourDepth::Indexed256 if ground.is_ground() => {
                exact(self.colour(role), self.colour(ground), Modifier::empty())
            }
            ColourDepth::True | ColourDepth::Indexed256 => exact(self.on_mark, self.colour(ground), Modifier::empty()),
            ColourDepth::Sixteen | ColourDepth::None if ground == Role::Sel => {
                exact(Color::Reset, Color::Reset, Modifier::REVERSED)
            }
            ColourDepth::Sixteen | ColourDepth::None if !ground.is_ground() => {
                exact(self.colour(ground), Color::Reset, Modifier::REVERSED)
            }
            ColourDepth::Sixteen => exact(self.colour(role), Color::Reset, weight_of_sixteen(role)),
            ColourDepth::None => exact(Color::Reset, Color::Reset, weight_of_none(role)),
        }
    }

    /// The filled mark: ground in the role's colour, letters in the ground's, bold. For an open Sev1, the drill and
    /// replay word and the focused button, and for nothing else.
    pub fn filled(&self, role: Role) -> Style {
        self.on(Role::Bg, role).add_modifier(Modifier::BOLD)
    }

    /// What an empty cell of this ground looks like.
    pub fn ground(&self, ground: Role) -> Style {
        self.on(Role::Text, ground)
    }

    /// `role` on whatever ground the cell has already. For a row that may be selected take [`Self::on`] instead.
    pub fn ink(&self, role: Role) -> Style {
        Style {
            bg: None,
            ..self.style(role)
        }
    }

    fn colour(&self, role: Role) -> Color {
        self.colours[role.index()]
    }
}

fn exact(fg: Color, bg: Color, modifier: Modifier) -> Style {
    Style::new().fg(fg).bg(bg).add_modifier(modifier)
}

/// Bright colours for marks; nothing that has to be read is bright black, which some palettes hide.
const fn sixteen(role: Role) -> Color {
    match role {
        Role::Bg | Role::Surface | Role::Sel | Role::Text | Role::Dim | Role::Sev4 => Color::Reset,
        Role::Faint | Role::Border => Color::DarkGray,
        Role::Focus => Color::Magenta,
        Role::Accent | Role::Mark => Color::LightMagenta,
        Role::Sev1 | Role::Late => Color::LightRed,
        Role::Sev2 | Role::Soon => Color::LightYellow,
        Role::Sev3 | Role::Info => Color::LightCyan,
        Role::Ok => Color::LightGreen,
    }
}

const fn weight_of_sixteen(role: Role) -> Modifier {
    match role {
        Role::Dim => Modifier::DIM,
        _ => Modifier::empty(),
    }
}

const fn weight_of_none(role: Role) -> Modifier {
    match role {
        Role::Dim | Role::Faint | Role::Border | Role::Sev4 => Modifier::DIM,
        Role::Accent | Role::Sev1 | Role::Late | Role::Soon | Role::Focus => Modifier::BOLD,
        _ => Modifier::empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn palette(depth: ColourDepth) -> Palette {
        Palette::new(&Theme::built_in("dark").unwrap(), depth, false)
    }

    #[test]
    fn true_colours_are_the_themes() {
        let style = palette(ColourDepth::True).on(Role::Late, Role::Sel);
        assert_eq!(
            style,
            Style::new()
                .fg(Color::Rgb(0xff, 0x73, 0x47))
                .bg(Color::Rgb(0x22, 0x2d, 0x40))
        );
    }

    #[test]
    fn with_256_colours_the_indices_of_the_table_are_used() {
        let wanted = [
            233, 234, 236, 253, 247, 60, 237, 104, 147, 203, 221, 75, 247, 203, 221, 75, 115, 212,
        ];
        let theme = Theme::built_in("dark").unwrap();
        assert_eq!(Role::ALL.map(|role| theme.indexed(role)), wanted);
        assert_eq!(
            palette(ColourDepth::Indexed256).style(Role::Ok).fg,
            Some(Color::Indexed(115))
        );
    }

    #[test]
    fn a_selected_row_of_16_colours_is_plainly_reversed_and_sev1_is_not() {
        let palette = palette(ColourDepth::Sixteen);
        for role in Role::ALL {
            assert_eq!(
                palette.on(role, Role::Sel),
                exact(Color::Reset, Color::Reset, Modifier::REVERSED)
            );
        }
        let sev1 = palette.filled(Role::Sev1);
        assert_eq!(
            sev1,
            exact(Color::LightRed, Color::Reset, Modifier::REVERSED | Modifier::BOLD)
        );
        assert_eq!(
            palette.style(Role::Dim),
            exact(Color::Reset, Color::Reset, Modifier::DIM)
        );
    }

    #[test]
    fn nothing_that_has_to_be_read_is_bright_black() {
        for role in Role::ALL
            .into_iter()
            .filter(|role| !matches!(role, Role::Faint | Role::Border))
        {
            assert_ne!(
                palette(ColourDepth::Sixteen).style(role).fg,
                Some(Color::DarkGray),
                "{role:?}"
            );
        }
    }

    #[test]
    fn without_colour_only_weight_is_left() {
        let palette = palette(ColourDepth::None);
        for (role, weight) in [
            (Role::Accent, Modifier::BOLD),
            (Role::Late, Modifier::BOLD),
            (Role::Faint, Modifier::DIM),
            (Role::Text, Modifier::empty()),
        ] {
            assert_eq!(palette.style(role), exact(Color::Reset, Color::Reset, weight));
        }
        assert!(palette.filled(Role::Mark).has_modifier(Modifier::REVERSED));
    }

    #[test]
    fn an_unpainted_ground_leaves_filled_marks_readable() {
        let palette = Palette::new(&Theme::built_in("dark").unwrap(), ColourDepth::True, true);
        assert_eq!(palette.style(Role::Text).bg, Some(Color::Reset));
        assert_eq!(palette.filled(Role::Sev1).fg, Some(Color::Rgb(0x0e, 0x13, 0x1a)));
    }
}
