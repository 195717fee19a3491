//! Which words are legal forms, of which class, and where they stand.
//!
//! Drawn up from how the forms are written in trade documents; each in its own script, read by the same rules as
//! names, so that `S.A.`, `SA` and `s. a.` are one entry. Words that are a form in one country and a name in the
//! next stand at the end only.

use super::FormClass;

const LIMITED: Option<FormClass> = Some(FormClass::Limited);
const STOCK: Option<FormClass> = Some(FormClass::Stock);
/// A form that does not say which class: it agrees with any.
const OPEN: Option<FormClass> = None;

/// Forms in words: their class, whether they also lead a name, and how they are written.
pub(super) const WORDS: &[(Option<FormClass>, bool, &[&str])] = &[
    (OPEN, false, &["Co", "Company", "and Co", "and Company", "& Cie", "& Cia", "y Cía", "e Cia"]),
    (OPEN, true, &["Công ty", "บริษัท", "شركة"]),
    // English, and forms of South and South East Asia made from it
    (
        LIMITED,
        false,
        &[
            "Ltd",
            "L T D",
            "Limited",
            "Coltd",
            "LLP",
            "L L C",
            "LC",
            "WLL",
            "P Ltd",
            "P Limited",
            "Pvt",
            "Pvt Ltd",
            "Pvt Limited",
            "Private Ltd",
            "Private Limited",
            "Pte",
            "Pte Ltd",
            "Pte Limited",
            "Pty",
            "Pty Ltd",
            "Pty Limited",
            "Proprietary Limited",
            "Sdn Bhd",
            "Sdn Berhad",
            "Sendirian Berhad",
            "FZE",
            "FZCO",
            "FZ LLC",
        ],
    ),
    (LIMITED, true, &["LLC", "Limited Liability Company"]),
    (
        STOCK,
        false,
        &[
            "Inc",
            "Incorporated",
            "Corp",
            "Corporation",
            "PLC",
            "Public Limited Company",
            "PCL",
            "Public Company Limited",
            "Bhd",
            "Berhad",
            "Tbk",
        ],
    ),
    (
        STOCK,
        true,
        &[
            "JSC",
            "OJSC",
            "PJSC",
            "CJSC",
            "Joint Stock Company",
            "Open Joint Stock Company",
            "Public Joint Stock Company",
            "Closed Joint Stock Company",
        ],
    ),
    // German, Dutch, the north
    (
        LIMITED,
        false,
        &["GmbH", "gGmbH", "mbH", "UG", "KG", "GmbH & Co. KG", "GmbH & Co", "BV", "BVBA", "ApS", "Oy", "OÜ"],
    ),
    (STOCK, false, &["AG", "Aktiengesellschaft", "AG & Co. KG", "NV", "SE", "AB", "A/S", "ASA", "AS", "Oyj"]),
    // Romance languages
    (
        LIMITED,
        false,
        &[
            "Ltda",
            "Limitada",
            "Lda",
            "S.r.l.",
            "S.r.l.s.",
            "SARL",
            "EURL",
            "SPRL",
            "S. de R.L.",
            "S. de R.L. de C.V.",
            "S.R.L. de C.V.",
            "S.L.",
            "S.L.U.",
        ],
    ),
    (STOCK, false, &["S.A.", "S.A. de C.V.", "S.A.B. de C.V.", "S.A.S.", "S.p.A."]),
    // Central and eastern Europe, Turkey, Greece
    (
        LIMITED,
        false,
        &[
            "d.o.o.",
            "s.r.o.",
            "spol. s r.o.",
            "sp. z o.o.",
            "Kft",
            "Ltd. Şti.",
            "Limited Şti.",
            "Limited Şirketi",
            "ΕΠΕ",
        ],
    ),
    (LIMITED, true, &["UAB", "OOO", "ООО", "ТОО", "ТОВ", "Общество с ограниченной ответственностью"]),
    (STOCK, false, &["Zrt", "Nyrt", "Anonim Şirketi"]),
    (
        STOCK,
        true,
        &[
            "OAO",
            "ZAO",
            "АО",
            "ОАО",
            "ПАО",
            "ЗАО",
            "Акционерное общество",
            "Открытое акционерное общество",
            "Публичное акционерное общество",
            "Закрытое акционерное общество",
        ],
    ),
    // Indonesia, Viet Nam, Thailand, Arabic
    (LIMITED, true, &["PT", "CV", "TNHH", "Công ty TNHH", "Công ty TNHH MTV", "Công ty TNHH Một Thành Viên"]),
    (LIMITED, false, &["จำกัด", "ذ.م.م", "ذ م م"]),
    (STOCK, true, &["CTCP", "Công ty CP", "Công ty Cổ phần"]),
    (STOCK, false, &["จำกัด (มหาชน)", "ش.م.ع", "ش.م.م"]),
    // Japanese in Latin letters
    (STOCK, false, &["KK", "Kabushiki Kaisha"]),
];

/// Forms in Chinese, Japanese and Korean characters, which stand at either end without a space.
pub(super) const EAST_ASIAN: &[(&str, Option<FormClass>)] = &[
    ("有限公司", LIMITED),
    ("有限责任公司", LIMITED),
    ("有限責任公司", LIMITED),
    ("有限会社", LIMITED),
    ("合同会社", LIMITED),
    ("유한회사", LIMITED),
    ("유한책임회사", LIMITED),
    ("股份有限公司", STOCK),
    ("股份公司", STOCK),
    ("株式会社", STOCK),
    ("株式會社", STOCK),
    ("주식회사", STOCK),
    ("公司", OPEN),
];

/// Short for the forms above, in brackets only: `(株)`, `㈱`.
pub(super) const EAST_ASIAN_BRACKETED: &[(&str, Option<FormClass>)] =
    &[("株", STOCK), ("有", LIMITED), ("주", STOCK), ("유", LIMITED)];

/// What ends like a form and is part of the name: a branch, a subsidiary, a head office.
pub(super) const EAST_ASIAN_BRANCHES: &[&str] = &["分公司", "子公司", "总公司", "總公司", "支公司"];
