//! User text in messages, cut to what a reader can take in: a name of megabytes is named by its beginning and its end.

/// Messages of fewer bytes are left as they are.
const SHORT: usize = 400;
/// How many characters of one quoted text are kept from its beginning, and from its end.
const KEPT: (usize, usize) = (80, 20);
/// How many characters a message has at most.
const LONGEST: usize = 2_000;

/// A message whose quoted texts, which stand between backticks, are cut where they are long.
pub(crate) fn shorten(message: String) -> String {
    if message.len() < SHORT {
        return message;
    }
    let parts: Vec<String> = message
        .split('`')
        .zip([false, true].into_iter().cycle())
        .map(|(part, is_quoted)| if is_quoted { cut(part, KEPT.0, KEPT.1) } else { part.to_owned() })
        .collect();
    cut(&parts.join("`"), LONGEST, 0)
}

/// The first and the last characters of a text, if there are more.
fn cut(text: &str, first: usize, last: usize) -> String {
    let boundary = |count: usize| text.char_indices().nth(count).map(|(at, _)| at);
    let end = text.char_indices().rev().take(last).last().map_or(text.len(), |(at, _)| at);
    match boundary(first) {
        Some(start) if start < end && boundary(first + last).is_some() => {
            let (head, tail) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
            format!("{head}…{tail}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::shorten;

    #[test]
    fn long_texts_in_backticks_are_cut_and_short_messages_are_not() {
        let message = |name: &str| format!("no entity is called `{name}`, and `near` is near");
        assert_eq!(shorten(message("acme")), message("acme"));
        let long = shorten(message(&"合".repeat(1_000_000)));
        assert_eq!(long, message(&format!("{}…{}", "合".repeat(80), "合".repeat(20))));
        assert_eq!(shorten("a".repeat(5_000)).chars().count(), 2_001);
        assert_eq!(shorten(message(&"b".repeat(100)).repeat(5)), message(&"b".repeat(100)).repeat(5));
    }
}
