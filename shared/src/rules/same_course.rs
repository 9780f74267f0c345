//! When two titles name the same course, however they are typed.
//!
//! Invariant: only a blank title has an empty key.

use unicode_normalization::UnicodeNormalization;

/// A title with case, width, spaces, punctuation and numerals folded (Ⅰ = I = 1 = 一). Two completions
/// are the same course when institution and code agree, or when these keys agree.
///
/// Signs that tell courses apart stay: `C`, `C++` and `C#`; `2.0` and `20`. Roman numerals to XX are
/// folded where they stand alone, so letters within a word stay letters; Chinese ones to 九十九 and
/// digit by digit (二〇三五).
#[must_use]
pub fn same_course_key(title: &str) -> String {
    let folded: Vec<char> = title.nfkc().flat_map(char::to_lowercase).collect();
    let mut key = String::with_capacity(title.len());
    for run in folded.chunk_by(|one, next| kind(*one) == kind(*next)) {
        let words: String = run.iter().collect();
        match run.first().map(|first| kind(*first)) {
            Some(Kind::Latin) => match roman(&words) {
                Some(number) => push_number(&mut key, &number),
                None => key.push_str(&words),
            },
            Some(Kind::Digit) => push_number(&mut key, &words),
            Some(Kind::Numeral) => match chinese(run) {
                Some(number) => push_number(&mut key, &number),
                None => key.push_str(&words),
            },
            Some(Kind::Other) => key.push_str(&words),
            Some(Kind::Dropped) | None => {}
        }
    }
    if key.is_empty() { folded.iter().collect::<String>().trim().to_owned() } else { key }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Latin,
    Digit,
    Numeral,
    Other,
    Dropped,
}

fn kind(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digit,
        _ if numeral(c).is_some() || c == '十' => Kind::Numeral,
        '+' | '#' => Kind::Other,
        _ if !c.is_alphanumeric() => Kind::Dropped,
        _ if c.is_alphabetic() && !is_cjk(c) => Kind::Latin,
        _ => Kind::Other,
    }
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn numeral(c: char) -> Option<u32> {
    "零一二三四五六七八九"
        .chars()
        .zip(0..)
        .find_map(|(digit, value)| (digit == c).then_some(value))
        .or_else(|| (c == '〇').then_some(0))
}

// Two numbers side by side stay two: 1 2 is not 12.
fn push_number(key: &mut String, number: &str) {
    if key.ends_with(|last: char| last.is_ascii_digit()) {
        key.push('-');
    }
    key.push_str(number);
}

fn roman(word: &str) -> Option<String> {
    const NUMERALS: [&str; 20] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx",
    ];
    let place = NUMERALS.iter().position(|numeral| *numeral == word)?;
    Some((place + 1).to_string())
}

/// 十, 十二, 二十, 二十三; without 十 digit by digit.
fn chinese(run: &[char]) -> Option<String> {
    let digits: Option<String> =
        run.iter().map(|c| numeral(*c).and_then(|digit| char::from_digit(digit, 10))).collect();
    if digits.is_some() {
        return digits;
    }
    let mut parts = run.split(|c| *c == '十');
    let (tens, ones) = (parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let digit = |part: &[char], absent: u32| match part {
        [] => Some(absent),
        [one] => numeral(*one).filter(|digit| *digit > 0),
        _ => None,
    };
    Some((digit(tens, 1)? * 10 + digit(ones, 0)?).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        same_course_key(one) == same_course_key(other)
    }

    #[test]
    fn numerals_width_case_spaces_and_punctuation_do_not_matter() {
        for other in ["书法基础I", "书法基础 1", "书法基础（一）", "《书法·基础》①", "书法基础i。"]
        {
            assert!(same("书法基础Ⅰ", other), "{other}");
        }
        assert!(same("计算机应用ⅩⅡ", "计算机应用十二"));
        assert!(same("太极拳二十四式", "太极拳24式"));
        assert!(same("Ｗｏｒｄ　Processing－Part ２", "word processing: part II"));
        assert!(same("二〇三五", "2035"));
    }

    #[test]
    fn what_tells_courses_apart_stays() {
        for (one, other) in [
            ("C++程序设计", "C程序设计"),
            ("C#程序设计", "C程序设计"),
            ("书法一", "书法二"),
            ("英语1 2", "英语12"),
            ("Mix", "M 9"),
            ("Civic", "C 4 c"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
        assert!(same("一般英语", "一般 英语"));
        assert!(same("Inside", "inside"));
        assert!(!same("Inside", "1nside"));
    }

    #[test]
    fn a_title_of_signs_only_is_not_every_such_title() {
        assert_eq!(same_course_key("!!!"), "!!!");
        assert!(!same("!!!", "???"));
        assert_eq!(same_course_key("  "), "");
    }
}
