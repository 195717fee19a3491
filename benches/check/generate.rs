//! Programs of any size, the same on every machine: entities, a list, goods, regions, rules, exemptions and tests.
//!
//! In: how many rules. Out: files with their names. Nothing is random; what varies is taken from the number of the rule, so that two runs
//! measure the same bytes.

use std::fmt::Write as _;

/// How many rules stand in one file.
const RULES_A_FILE: usize = 1_000;

/// A file of a program.
pub(crate) struct File {
    /// Its path within the program.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
}

/// What every hundredth part of a program is spoilt by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoilt {
    /// Nothing.
    #[allow(dead_code, reason = "each user takes the kinds it asks for")]
    No,
    /// Each rule has a misspelt word.
    #[allow(dead_code, reason = "each user takes the kinds it asks for")]
    Words,
    /// Each rule names a producer that is not declared, though one is near.
    #[allow(dead_code, reason = "each user takes the kinds it asks for")]
    Names,
}

/// Calls `take` with each file of a program of so many rules, one at a time, so that a large program needs no memory here.
pub(crate) fn program(rules: usize, spoilt: Spoilt, mut take: impl FnMut(File)) {
    let mut first = 0;
    while first < rules {
        let last = rules.min(first + RULES_A_FILE);
        let number = first / RULES_A_FILE;
        take(File {
            name: format!("part-{:03}/orders-{number:06}.policy", number / 100),
            text: policy_file(first, last, spoilt),
        });
        take(File {
            name: format!("part-{:03}/list-{number:06}.csv", number / 100),
            text: list_file(number, last - first),
        });
        first = last;
    }
}

/// A number that looks random, from one that does not.
fn mixed(number: usize) -> u64 {
    let mut bits = (number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

fn pick<'w>(words: &[&'w str], number: usize) -> &'w str {
    words[(mixed(number) % words.len() as u64) as usize]
}

const PLACES: [&str; 8] = ["Korla", "Aksu", "Hotan", "Kashgar", "Turpan", "Hami", "Ili", "Altay"];
const TRADES: [&str; 8] =
    ["Textile", "Garment", "Agricultural", "Electronics", "Chemical", "Metal", "Food", "Hair Product"];
const FORMS: [&str; 5] =
    ["Co., Ltd.", "Limited Liability Company", "Group Co., Ltd.", "Trade and Business Co., Ltd.", "Factory"];
const GOODS: [&str; 6] = ["apparel", "cotton", "tomatoes", "hair", "computer-parts", "textiles"];
const HEADINGS: [&str; 8] =
    ["6109.10", "6110.20", "5201", "5205.11", "2002.90", "8471.30", "6704", "8542.31"];

fn entity(number: usize) -> String {
    format!(
        "{} {} {} {}",
        pick(&PLACES, number),
        spelt(number),
        pick(&TRADES, number + 7),
        pick(&FORMS, number + 13)
    )
}

/// A word for a number, so that names differ as names do.
fn spelt(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "an", "bei", "chang", "da", "fu", "guo", "hong", "jin", "kai", "lian", "ming", "ping", "rui",
        "sheng", "tai", "xin",
    ];
    let mut word = String::new();
    let mut rest = number;
    loop {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
        if rest == 0 {
            break;
        }
    }
    word[..1].to_uppercase() + &word[1..]
}

fn policy_file(first: usize, last: usize, spoilt: Spoilt) -> String {
    let mut text = String::with_capacity((last - first) * 320);
    let number = first / RULES_A_FILE;
    _ = write!(
        text,
        "policy \"Orders {first} to {last}\"\n  authority \"19 U.S.C. 1307\"\n  cite \"https://www.example.com/orders/{number}\"\n  \
         tags generated\n\nlist names-{number} from \"list-{number:06}.csv\"\n  name column \"Name of Entity\"\n  also column \"Aliases\" \
         separated by \";\"\n  effective column \"Effective Date\"\n"
    );
    for rule in first..last {
        declarations(&mut text, rule);
        one_rule(&mut text, rule, number, spoilt);
    }
    text
}

/// An entity for every fifth rule, goods for every fiftieth, a region for every hundredth.
fn declarations(text: &mut String, rule: usize) {
    if rule.is_multiple_of(5) {
        let entity = entity(rule);
        _ = write!(
            text,
            "\n# Named in the notice of day {rule}.\nentity maker-{rule} = \"{entity}\"\n  also \"{} No. {rule} Works\", \"{}{}第{rule}有限公司\"\n",
            pick(&PLACES, rule + 1),
            ["合肥", "和田", "阿克苏", "喀什"][rule / 5 % 4],
            ["纺织", "服装", "电子", "农业"][rule / 20 % 4],
        );
    }
    if rule.is_multiple_of(50) {
        _ = write!(
            text,
            "\nproduct goods-{rule} = hts {}, {}\n  described as \"article {rule}\"\n",
            HEADINGS[rule / 50 % 4 * 2],
            HEADINGS[rule / 50 % 4 * 2 + 1]
        );
    }
    if rule.is_multiple_of(100) {
        _ = write!(text, "\nregion park-{rule} = \"{} Industrial Park\"\n  within xinjiang\n", spelt(rule));
    }
}

fn one_rule(text: &mut String, rule: usize, file: usize, spoilt: Spoilt) {
    let (maker, goods, park) = (rule - rule % 5, rule - rule % 50, rule - rule % 100);
    let because = if spoilt == Spoilt::Words { "becuase" } else { "because" };
    let made_by = if spoilt == Spoilt::Names { "maker-x" } else { "maker" };
    let (year, month, day) = (2015 + rule % 10, 1 + rule / 10 % 12, 1 + rule / 120 % 28);
    _ = write!(text, "\nrule order-{rule}:\n");
    _ = match rule % 5 {
        0 => write!(
            text,
            "  block category {} from producer {made_by}-{maker}\n    in whole or in part\n",
            pick(&GOODS, rule)
        ),
        1 => writeln!(
            text,
            "  flag region park-{park} by producer {made_by}-{maker} when product is goods-{goods} and value over {} USD",
            100 + rule % 900
        ),
        2 => write!(
            text,
            "  hold hts {}, {}..{} from country CN, VN or KH by producer {made_by}-{maker}\n    except country DE\n  unless has document \
             \"certificate of origin\"\n",
            HEADINGS[rule % 8],
            6204,
            6206
        ),
        3 => write!(
            text,
            "  block anything from region park-{park} or by producer names-{file}, {made_by}-{maker}\n    in whole or in part\n  when \
             (quantity at least {} or weight over 10 kg) and not (importer is \"Acme Apparel {rule}, Inc.\")\n",
            1 + rule % 50
        ),
        _ => write!(
            text,
            "  hold product goods-{goods} containing product cotton by producer {made_by}-{maker}\n  when any input (region is xinjiang and \
             produced after 2019-0{}-01) or description mentions \"lot {rule}\"\n",
            1 + rule % 9
        ),
    };
    _ = writeln!(text, "  effective {year}-{month:02}-{day:02}");
    if rule.is_multiple_of(3) {
        _ = writeln!(text, "  through {}-{month:02}-{day:02}", year + 7);
    }
    _ = write!(
        text,
        "  {because} \"information reasonably indicates forced labor, notice {rule}\"\n  respond within 30 days\n"
    );
}

fn list_file(number: usize, rules: usize) -> String {
    let mut text = String::from("Name of Entity,Aliases,Effective Date\n");
    for row in 0..rules / 10 {
        let seed = number * 1_000_003 + row;
        _ = writeln!(text, "\"{}\",\"Works {seed}; Plant {seed}\",2022-06-21", entity(seed));
    }
    text
}
