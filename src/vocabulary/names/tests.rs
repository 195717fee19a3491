//! Names as records and lists have them: which are equal, which nearly so, and how they are read.

use super::{FormClass, Likeness, Note, PartyName, Similarity, compare, similarity};

const LIMITED: Option<FormClass> = Some(FormClass::Limited);
const STOCK: Option<FormClass> = Some(FormClass::Stock);

fn likeness(a: &str, b: &str) -> Likeness {
    compare(&PartyName::new(a), &PartyName::new(b), Similarity::NEARLY_EQUAL_UNLESS_SAID)
}

/// Fails with the pairs that are not as `expected` says, in either order.
fn assert_all(pairs: &[(&str, &str)], expected: impl Fn(Likeness) -> bool) {
    let wrong: Vec<String> = pairs
        .iter()
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .filter(|(a, b)| !expected(likeness(a, b)))
        .map(|(a, b)| {
            let (core_a, core_b) = (PartyName::new(a), PartyName::new(b));
            format!("`{a}` and `{b}`: {:?}, `{}` and `{}`", likeness(a, b), core_a.core(), core_b.core())
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

fn assert_equal(pairs: &[(&str, &str)]) {
    assert_all(pairs, |likeness| likeness == Likeness::Equal);
}

fn assert_different(pairs: &[(&str, &str)]) {
    assert_all(pairs, |likeness| matches!(likeness, Likeness::Different(_)));
}

fn assert_nearly_equal(pairs: &[(&str, &str)]) {
    assert_all(pairs, |likeness| matches!(likeness, Likeness::NearlyEqual(_)));
}

#[test]
fn spelling_of_the_same_words_does_not_matter() {
    assert_equal(&[
        ("YILI ZHUOWAN GARMENT MFG CO LTD", "Yili Zhuowan Garment Manufacturing Co., Ltd."),
        ("Ｑｕｉｌｌｏｎ　Weaving\tMill", "quillon weaving mill"),
        ("Sichuan Yuan’an Pharmaceutical", "Sichuan Yuan'an Pharmaceutical"),
        ("Sichuan Yuan’an Pharmaceutical", "Sichuan Yuanan Pharmaceutical"),
        ("Société Générale de Coton", "Societe Generale de Coton"),
        ("Weiß Strickwaren", "WEISS STRICKWAREN"),
        ("İPLİK SANAYİ", "Iplik Sanayi"),
        ("Pu-Tech Industrial", "Pu Tech Industrial"),
        ("Zhuhai G&G Digital", "Zhuhai G and G Digital"),
        ("Junan Jinsheng Import & Export", "Junan Jinsheng Imp. & Exp."),
        ("Junan Jinsheng Import & Export", "JUNAN JINSHENG IMPORT/EXPORT"),
        ("Foo Int'l Trdg", "Foo International Trading"),
        ("Cotton Bros. Grp", "Cotton Brothers Group"),
        (
            "Lop County No. 4 Vocational Skills Education and Training Center",
            "Lop County No.4 Vocational Skills Education and Training Centre",
        ),
        ("The \"Red Banner\" Mill # 4", "“Red Banner” Mill №4"),
        ("Red Banner Mill No4", "Red Banner Mill Nr. 4"),
        ("J. P. Dyeworks", "J.P. Dyeworks"),
        ("J.P. Dyeworks", "JP Dyeworks"),
        ("M/s. Acme Textiles", "Acme Textiles"),
        ("The TNN Development Limited", "TNN Dev. Ltd"),
        ("Foo Co., Ltd., Xinye Branch", "Foo Company Limited Xinye Branch"),
        ("Красный Флаг", "KRASNYY FLAG"),
        ("Farm #4, 合肥; & Co. (No. 2)", "Farm #4, 合肥; & Co. (No. 2)"),
        ("Textil\u{AD}werk\u{200B}", "Textilwerk"),
    ]);
}

#[test]
fn forms_of_one_class_or_a_missing_form_agree() {
    assert_equal(&[
        ("Quillon Weaving Mill", "Quillon Weaving Mill Co., Ltd."),
        ("Quillon Weaving Mill Co.", "Quillon Weaving Mill Co., Ltd."),
        ("Quillon Weaving Mill & Co", "Quillon Weaving Mill Inc."),
        ("Quillon Weaving Mill Company", "Quillon Weaving Mill"),
        ("Quillon Weaving Mill COLTD", "Quillon Weaving Mill Company Limited"),
        ("Quillon Weaving Mill L.L.C.", "Quillon Weaving Mill (P) Ltd"),
        ("ACME APPAREL", "Acme Apparel, Inc."),
        ("Acme Apparel Inc", "Acme Apparel, Inc."),
        ("Acme Apparel Corp.", "Acme Apparel S. A."),
        ("Hoshine Silicon Industry (Shanshan) Co., Ltd", "Hoshine Silicon Industry Co., Ltd. (Shanshan)"),
        ("合肥宝龙达信息技术有限公司", "合肥宝龙达信息技术有限公司"),
        ("合肥宝龙达信息技术有限公司", "合肥宝龙达信息技术"),
        ("合肥宝龙达信息技术有限公司", "合肥 宝龙达 信息技术 Co., Ltd."),
        ("株式会社丸山", "丸山㈱"),
        ("ООО «Ромашка»", "Romashka LLC"),
        ("PT. Maju Jaya", "Maju Jaya"),
    ]);
}

#[test]
fn forms_of_two_classes_make_equal_words_nearly_equal() {
    assert_all(
        &[
            ("Acme Apparel, Inc.", "Acme Apparel Ltd"),
            ("合肥宝龙达股份有限公司", "合肥宝龙达有限公司"),
            ("Maju Jaya Sdn Bhd", "Maju Jaya Bhd"),
            ("PT Maju Jaya Tbk", "PT Maju Jaya"),
        ],
        |likeness| likeness == Likeness::NearlyEqual(Similarity::FULL),
    );
}

#[test]
fn a_letter_more_or_less_is_nearly_equal() {
    assert_nearly_equal(&[
        (
            "Quillon Valley Coton Spinning and Weaving Works Co., Ltd.",
            "Quillon Valley Cotton Spinning and Weaving Works Co., Ltd.",
        ),
        ("Acme Aparel", "Acme Apparel Ltd"),
        ("Hetian Taida Apparel", "Hetian Taida Apparels"),
    ]);
}

#[test]
fn other_words_are_different() {
    assert_different(&[
        ("Halvorsen AS", "Brightwater Mills Plc"),
        ("Hoshine Silicon Industry (Shanshan)", "Hoshine Silicon Industry"),
        ("Corporation Street Mills", "Street Mills"),
        ("Weaving Mill Quillon", "Quillon Weaving Mill"),
        ("XPCC", "Xinjiang Production and Construction Corps"),
        ("A. O. Smith", "Smith"),
        ("合肥宝龙达有限公司新野分公司", "合肥宝龙达有限公司"),
        ("Acme (formerly Globex Ltd)", "Acme (formerly Globex)  Weaving"),
        ("Acme c/o Globex", "Globex"),
    ]);
}

#[test]
fn nothing_to_compare_is_unreadable() {
    for name in ["", "***", "Co., Ltd.", "有限公司", "The Company", "( )", "´"] {
        assert!(PartyName::new(name).is_empty(), "`{name}` leaves `{}`", PartyName::new(name).core());
        assert_eq!(likeness(name, name), Likeness::Unreadable, "`{name}`");
        assert_eq!(similarity(&PartyName::new(name), &PartyName::new(name)), Similarity::NONE, "`{name}`");
    }
}

#[test]
fn legal_forms_are_taken_off_and_classed() {
    let cases = [
        ("Halvorsen AS", "halvorsen", STOCK),
        ("Halvorsen A/S", "halvorsen", STOCK),
        ("Brightwater Mills Plc", "brightwater mills", STOCK),
        ("Tejidos del Norte S. de R.L. de C.V.", "tejidos del norte", LIMITED),
        ("Tejidos del Norte S.A. DE C.V.", "tejidos del norte", STOCK),
        ("Filatura Rossi S.r.l.", "filatura rossi", LIMITED),
        ("Filatura Rossi SPA", "filatura rossi", STOCK),
        ("Weberei Müller GmbH & Co. KG", "weberei muller", LIMITED),
        ("Przędza sp. z o.o.", "przedza", LIMITED),
        ("Yıldız Tekstil Ltd. Şti.", "yildiz tekstil", LIMITED),
        ("Yıldız Tekstil A.Ş.", "yildiz tekstil", STOCK),
        ("Công ty TNHH Dệt May Hà", "det may ha", LIMITED),
        ("Công ty Cổ phần Dệt May Hà", "det may ha", STOCK),
        ("АО «Ромашка»", "romashka", STOCK),
        ("АООТ Ромашка", "aoot romashka", None),
        ("OOO Romashka", "romashka", LIMITED),
        ("JSC Romashka", "romashka", STOCK),
        ("Acme Exports (Pvt.) Ltd.", "acme exports", LIMITED),
        ("Acme (India) Private Limited", "acme india", LIMITED),
        ("Acme Corp Ltd", "acme corporation", LIMITED),
        ("Acme Co., Inc.", "acme", STOCK),
        ("Acme Public Company Limited", "acme", STOCK),
        ("บริษัท ฝ้าย จำกัด (มหาชน)", "fay", STOCK),
        ("삼성물산 주식회사", "삼성물산", STOCK),
        ("(주)한빛", "한빛", STOCK),
        ("北京Bitland科技股份有限公司", "北京 bitland 科技", STOCK),
        ("中国棉花集团公司", "中国棉花集团", None),
        ("Meike Co.", "meike", None),
        ("Acme (Shanshan Ltd", "acme shanshan", LIMITED),
    ];
    let read: Vec<_> = cases
        .iter()
        .map(|(name, ..)| PartyName::new(name))
        .zip(cases)
        .filter(|(read, (_, core, class))| read.core() != *core || read.legal_form() != *class)
        .map(|(read, (name, ..))| (name, read))
        .collect();
    assert_eq!(read, vec![]);
}

#[test]
fn notes_say_what_was_read_otherwise_and_what_was_set_aside() {
    let form = |written: &str, class| Note::LegalForm { written: written.to_owned(), class };
    let read_as =
        |written: &str, read: &str| Note::ReadAs { written: written.to_owned(), read: read.to_owned() };
    let cases = [
        ("Acme Garment Mfg. Co., Ltd.", vec![read_as("Mfg", "manufacturing"), form("Co., Ltd.", LIMITED)]),
        ("Acme Exports (P) Ltd", vec![form("(P) Ltd", LIMITED)]),
        ("บริษัท ฝ้าย จำกัด (มหาชน)", vec![form("จำกัด (มหาชน)", STOCK), form("บริษัท", None)]),
        ("丸山㈱", vec![form("㈱", STOCK)]),
        ("Acme (Thailand)", vec![]),
        ("Acme Inc. (Thailand)", vec![form("Inc.", STOCK)]),
        ("合肥宝龙达股份有限公司", vec![form("股份有限公司", STOCK)]),
        ("ООО «Ромашка»", vec![form("ООО", LIMITED)]),
        ("Meike Co.", vec![form("Co.", None)]),
        (
            "The Textile Centre",
            vec![Note::SetAside { written: "The".to_owned() }, read_as("Centre", "center")],
        ),
    ];
    for (name, notes) in cases {
        assert_eq!(PartyName::new(name).notes(), notes, "`{name}`");
    }
}

#[test]
fn similarity_is_written_with_the_digits_it_has() {
    let shown: Vec<String> = [0, 9_600, 9_640, 9_643, 9_603, 10_000, 20_000]
        .into_iter()
        .map(|hundredths| Similarity::from_hundredths(hundredths).to_string())
        .collect();
    assert_eq!(shown, ["0%", "96%", "96.4%", "96.43%", "96.03%", "100%", "100%"]);
    assert_eq!(Similarity::from_percent(94), Similarity::NEARLY_EQUAL_UNLESS_SAID);
}

#[test]
fn similarity_rounds_down_and_is_full_for_equal_words_only() {
    let score = |a: &str, b: &str| similarity(&PartyName::new(a), &PartyName::new(b)).hundredths();
    assert_eq!(score("abc", "abd"), 6_666);
    assert_eq!(score("Acme Ltd", "ACME Inc"), 10_000);
    assert_eq!(score("abc", "xyz"), 0);
    let long = "a".repeat(30_000);
    assert_eq!(score(&long, &format!("{long}b")), 9_999);
}

proptest::proptest! {
    #[test]
    fn any_text_can_be_read_and_compared(a in "\\PC{0,40}", b in "\\PC{0,40}") {
        let (a, b) = (PartyName::new(&a), PartyName::new(&b));
        assert_eq!(similarity(&a, &b), similarity(&b, &a));
        assert_eq!(a.core().split_whitespace().collect::<Vec<_>>().join(" "), a.core());
    }
}
