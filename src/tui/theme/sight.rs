//! Proof that the themes can be read: contrast, and distances for colour-blind eyes. Tests only.

use super::role::Role;
use super::themes::{Rgb, Theme, indexed_colour};

type Matrix = [[f64; 3]; 3];

/// What eyes that lack one kind of cone see, in linear light (Machado, Oliveira and Fernandes 2009).
const EYES: [(&str, Matrix); 4] = [
    ("normal", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protan",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deutan",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritan",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

const ALARM: [Role; 5] = [Role::Sev1, Role::Sev2, Role::Sev3, Role::Ok, Role::Dim];
const READ: [Role; 12] = [
    Role::Text,
    Role::Dim,
    Role::Accent,
    Role::Sev1,
    Role::Sev2,
    Role::Sev3,
    Role::Sev4,
    Role::Late,
    Role::Soon,
    Role::Info,
    Role::Ok,
    Role::Mark,
];

fn linear((r, g, b): Rgb) -> [f64; 3] {
    [r, g, b].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    })
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn contrast(a: Rgb, b: Rgb) -> f64 {
    let [a, b] = [a, b].map(|colour| dot([0.2126, 0.7152, 0.0722], linear(colour)) + 0.05);
    a.max(b) / a.min(b)
}

/// `OKLab` of what an eye sees.
fn oklab(colour: Rgb, eye: Matrix) -> [f64; 3] {
    let light = linear(colour);
    let seen = eye.map(|row| dot(row, light).max(0.0));
    let cones = [
        [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
        [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
        [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
    ]
    .map(|row| dot(row, seen).cbrt());
    [
        [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
        [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
        [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
    ]
    .map(|row| dot(row, cones))
}

/// Distance of the two nearest alarm colours, times 100.
fn nearest_alarms(colour: impl Fn(Role) -> Rgb, eye: Matrix) -> f64 {
    let lab = ALARM.map(|role| oklab(colour(role), eye));
    let mut nearest = f64::MAX;
    for (i, a) in lab.iter().enumerate() {
        for b in &lab[i + 1..] {
            let gap = a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt() * 100.0;
            nearest = nearest.min(gap);
        }
    }
    nearest
}

fn themes() -> impl Iterator<Item = Theme> {
    Theme::BUILT_IN.into_iter().map(|name| Theme::built_in(name).unwrap())
}

#[test]
fn what_is_read_holds_four_and_a_half_to_one_on_every_ground() {
    for theme in themes() {
        for role in READ {
            for ground in [Role::Bg, Role::Surface, Role::Sel] {
                let ratio = contrast(theme.colour(role), theme.colour(ground));
                assert!(ratio >= 4.5, "{} {role:?} on {ground:?}: {ratio:.2}", theme.name());
            }
            let mapped = contrast(
                indexed_colour(theme.indexed(role)),
                indexed_colour(theme.indexed(Role::Bg)),
            );
            assert!(mapped >= 4.5, "{} {role:?} of 256: {mapped:.2}", theme.name());
        }
        for role in [Role::Focus, Role::Faint] {
            let ratio = contrast(theme.colour(role), theme.colour(Role::Bg));
            assert!(ratio >= 3.0, "{} {role:?}: {ratio:.2}", theme.name());
        }
    }
}

#[test]
fn the_contrast_theme_holds_seven_to_one_on_its_ground() {
    let theme = Theme::built_in("contrast").unwrap();
    for role in READ {
        let ratio = contrast(theme.colour(role), theme.colour(Role::Bg));
        assert!(ratio >= 7.0, "{role:?}: {ratio:.2}");
    }
}

#[test]
fn the_alarm_colours_stay_apart_for_every_kind_of_eye() {
    for theme in themes() {
        // 9 for the dark theme as the tables of the look round it; its sev3 and dim are 8.7 apart for deutan eyes.
        let floor = if theme.name() == "dark" { 8.5 } else { 5.5 };
        for (eye, matrix) in EYES {
            let gap = nearest_alarms(|role| theme.colour(role), matrix);
            assert!(gap >= floor, "{} {eye}: {gap:.2}", theme.name());
        }
    }
}

#[test]
fn the_alarm_colours_stay_apart_among_256_colours_too() {
    for theme in themes() {
        // Among 256 colours nothing dark enough to be read on white lies nearer to the light theme's red than its brown
        // that would stay apart from both brown and green: there the shapes have to tell them apart.
        let floor = if theme.name() == "light" { 3.0 } else { 5.5 };
        for (eye, matrix) in EYES {
            let gap = nearest_alarms(|role| indexed_colour(theme.indexed(role)), matrix);
            assert!(gap >= floor, "{} {eye}: {gap:.2}", theme.name());
        }
    }
}

#[test]
fn the_grounds_differ_among_256_colours() {
    for theme in themes() {
        let [bg, surface, sel] = [Role::Bg, Role::Surface, Role::Sel].map(|role| theme.indexed(role));
        assert!(bg != surface && surface != sel && bg != sel, "{}", theme.name());
    }
}
