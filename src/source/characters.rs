//! Characters that a reader does not see as what they are.
//!
//! In: a character. Out: whether it is hidden. How it is shown all the same, `report` says.

/// Whether a reader would see nothing, a plain space, or a change of what stands around it.
pub fn is_hidden(character: char) -> bool {
    if matches!(character, ' '..='~') {
        return false;
    }
    character.is_control() || is_invisible(character) || is_blank(character) || is_unassignable(character)
}

/// Whether a character can make a text read as something that it is not. What writing needs, such as the joiners of Arabic and Indian
/// scripts and blanks of other widths, is no deception.
pub fn is_deceptive(character: char) -> bool {
    is_hidden(character)
        && character != '\t'
        && !matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}')
        && (!is_blank(character)
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' | '\r'))
}

/// What such a character is, in words.
pub fn kind(character: char) -> &'static str {
    match character {
        '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a character that turns the direction of the text"
        }
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' | '\r' => "a line end of another kind",
        _ if character.is_control() => "a control character",
        _ => "a character without width",
    }
}

/// What is drawn as nothing, or turns the text around it: the default-ignorable characters of Unicode and its separators.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Spaces that are not the plain one.
fn is_blank(character: char) -> bool {
    character == '\u{2800}' || character.is_whitespace()
}

/// Private use and non-characters, which every font draws differently or not at all.
fn is_unassignable(character: char) -> bool {
    let number = u32::from(character);
    matches!(number, 0xe000..=0xf8ff | 0xf0000.. | 0xfdd0..=0xfdef) || number & 0xfffe == 0xfffe
}
