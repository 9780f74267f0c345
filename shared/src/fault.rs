//! What can be wrong with one value of an input, as a code and a sentence in both languages.
//!
//! Invariant: a code never changes its meaning, since clients branch on it.

use serde::{Deserialize, Serialize};

use crate::lang::{Lang, Text};

/// One fault of an input: where (a JSON pointer, RFC 6901) and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer to the value, `""` for the whole body.
    pub pointer: String,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// A fault at a pointer.
    pub fn new(pointer: impl Into<String>, kind: FaultKind) -> Self {
        Self { pointer: pointer.into(), kind }
    }

    /// As it goes over the wire, in one language.
    #[must_use]
    pub fn report(&self, lang: Lang) -> FaultReport {
        FaultReport {
            pointer: self.pointer.clone(),
            code: self.kind.code().to_owned(),
            message: self.kind.message().get(lang).to_owned(),
        }
    }
}

/// A fault on the wire: `errors: [{pointer, code, message}]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FaultReport {
    /// JSON pointer to the value.
    pub pointer: String,
    /// Stable code to branch on.
    pub code: String,
    /// A sentence for a person.
    pub message: String,
}

/// Every way in which a single value can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The value is absent and must be there.
    Required,
    /// The field is not one that this call takes.
    UnknownField,
    /// Another JSON type was expected.
    WrongType(JsonType),
    /// Text is longer than so many characters.
    TooLong(usize),
    /// A list has more than so many items.
    TooMany(usize),
    /// Parts lie in parts, more than so many levels deep.
    TooDeep(usize),
    /// Text has line breaks or control characters.
    NotOneLine,
    /// Not a decimal number such as `2.50`.
    NotDecimal,
    /// A third decimal: amounts are hundredths, and are never rounded on the way in.
    TooManyDecimals,
    /// Beyond what the bank can count.
    OutOfRange,
    /// Must be greater than zero.
    NotPositive,
    /// Must not be below zero.
    Negative,
    /// Not a calendar day `YYYY-MM-DD`.
    NotADay,
    /// A day that lies in the future.
    InTheFuture,
    /// The end lies before the start.
    EndBeforeStart,
    /// Not an id.
    NotAnId,
    /// Not one of the listed words.
    NotOneOf(Vec<&'static str>),
    /// Letters or lengths that the form of this value does not allow.
    BadFormat,
    /// The check digit does not fit: a digit was mistyped.
    BadCheckDigit,
    /// A spreadsheet wrote a long number as `3.10E+17`; its digits are lost.
    ScientificNumber,
    /// The institution's grade scale does not know this grade.
    UnknownGrade,
    /// Nothing with this code or number is known.
    Unknown,
    /// What this names was taken out of use.
    NotInUse,
    /// A thing would come to lie above itself.
    Cycle,
    /// Give exactly one of several alternatives.
    ExactlyOneOf(&'static str),
    /// Not a web address that starts with https.
    NotHttps,
    /// A file that cannot be read, and why.
    BadFile(Text),
    /// So many rows of a file are wrong, and all were to be posted.
    BadRows(u64),
    /// A password shorter than so many characters.
    TooShort(usize),
    /// The value contradicts another one.
    Contradicts(&'static str),
    /// The largest amount that fits, when another was asked.
    MostThatFits(String),
    /// Less than the smallest amount allowed.
    BelowSmallest(String),
    /// So little that the rule's rounding leaves nothing.
    RoundsToNothing,
    /// The receiver is not in the giver's learning family.
    NotInFamily,
    /// Credits of this scheme do not pass from card to card.
    NotTransferable,
    /// It is the asker's own card.
    OwnCard,
    /// The same code stands before.
    Duplicate,
    /// It must be another one than this field names.
    SameAs(&'static str),
    /// It counts already, or what it put on the card was used.
    UsedAlready,
    /// It does not count for what is applied for.
    DoesNotCount,
    /// Nothing on the card fits what is applied for.
    NothingFits,
    /// The group counts the most that it may.
    GroupFull(String),
    /// A program takes so much more from other institutions and no more.
    ShareOfTransfer(String),
    /// A unit or a program that was applied for, which stays as it is.
    AppliedFor(String),
    /// A finding about rules: its code, and its sentence.
    Finding(&'static str, Text),
}

/// The JSON types that a fault can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonType {
    /// `"text"`
    String,
    /// `{}`
    Object,
    /// `[]`
    Array,
    /// `true`
    Boolean,
    /// `1`
    Integer,
}

impl FaultKind {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::UnknownField => "unknown_field",
            Self::WrongType(_) => "wrong_type",
            Self::TooLong(_) => "too_long",
            Self::TooMany(_) => "too_many",
            Self::TooDeep(_) => "too_deep",
            Self::NotOneLine => "not_one_line",
            Self::NotDecimal => "not_decimal",
            Self::TooManyDecimals => "too_many_decimals",
            Self::OutOfRange => "out_of_range",
            Self::NotPositive => "not_positive",
            Self::Negative => "negative",
            Self::NotADay => "not_a_day",
            Self::InTheFuture => "in_the_future",
            Self::EndBeforeStart => "end_before_start",
            Self::NotAnId => "not_an_id",
            Self::NotOneOf(_) => "not_one_of",
            Self::BadFormat => "bad_format",
            Self::BadCheckDigit => "bad_check_digit",
            Self::ScientificNumber => "scientific_number",
            Self::UnknownGrade => "unknown_grade",
            Self::Unknown => "unknown",
            Self::NotInUse => "not_in_use",
            Self::Cycle => "cycle",
            Self::ExactlyOneOf(_) => "exactly_one_of",
            Self::NotHttps => "not_https",
            Self::BadFile(_) => "bad_file",
            Self::BadRows(_) => "bad_rows",
            Self::TooShort(_) => "too_short",
            Self::Contradicts(_) => "contradicts",
            Self::MostThatFits(_) => "most_that_fits",
            Self::BelowSmallest(_) => "below_smallest",
            Self::RoundsToNothing => "rounds_to_nothing",
            Self::NotInFamily => "not_in_family",
            Self::NotTransferable => "not_transferable",
            Self::OwnCard => "own_card",
            Self::Duplicate => "duplicate",
            Self::SameAs(_) => "same",
            Self::UsedAlready => "used",
            Self::DoesNotCount => "does_not_count",
            Self::NothingFits => "nothing_fits",
            Self::GroupFull(_) => "group_full",
            Self::ShareOfTransfer(_) => "share_of_transfer",
            Self::AppliedFor(_) => "applied_for",
            Self::Finding(code, _) => code,
        }
    }

    /// The sentence, in both languages.
    #[must_use]
    #[allow(clippy::too_many_lines)] // One table: a sentence per kind, nothing else.
    pub fn message(&self) -> Text {
        match self {
            Self::Required => Text::new("请填写此项", "Fill this in"),
            Self::UnknownField => {
                Text::new("没有这个字段，请检查拼写", "There is no such field; check its spelling")
            }
            Self::WrongType(json) => json.message(),
            Self::TooLong(most) => {
                Text::new(format!("最多 {most} 个字"), format!("At most {most} characters"))
            }
            Self::TooMany(most) => {
                Text::new(format!("最多 {most} 项"), format!("At most {most} items"))
            }
            Self::TooDeep(most) => Text::new(
                format!("最多嵌套 {most} 层"),
                format!("At most {most} levels may lie in each other"),
            ),
            Self::NotOneLine => Text::new(
                "不能换行或含控制字符",
                "Line breaks and control characters do not fit here",
            ),
            Self::NotDecimal => Text::new("请填写数字，例如 2.50", "Enter a number such as 2.50"),
            Self::TooManyDecimals => Text::new("最多两位小数", "At most two decimals"),
            Self::OutOfRange => Text::new("数值超出范围", "The number is out of range"),
            Self::NotPositive => Text::new("必须大于 0", "Must be more than 0"),
            Self::Negative => Text::new("不能小于 0", "Must not be less than 0"),
            Self::NotADay => {
                Text::new("请填写日期，例如 2026-06-20", "Enter a date such as 2026-06-20")
            }
            Self::InTheFuture => {
                Text::new("日期不能晚于今天", "The date must not be in the future")
            }
            Self::EndBeforeStart => {
                Text::new("结束日期早于开始日期", "The end date is before the start date")
            }
            Self::NotAnId => Text::new("编号格式不正确", "This is not an id"),
            Self::NotOneOf(words) => {
                let list = words.join(", ");
                Text::new(format!("只能是：{list}"), format!("Must be one of: {list}"))
            }
            Self::BadFormat => Text::new("格式不正确", "The format is not right"),
            Self::BadCheckDigit => Text::new(
                "校验位不符，请核对是否有数字输错",
                "The check digit does not fit; look for a mistyped digit",
            ),
            Self::ScientificNumber => Text::new(
                "表格软件把长号码变成了科学计数法，请将该列设为“文本”后重新填写",
                "The spreadsheet turned a long number into 3.10E+17; set the column to text and enter it again",
            ),
            Self::UnknownGrade => Text::new(
                "本机构的成绩等级表中没有这个成绩",
                "The institution's grade scale does not have this grade",
            ),
            Self::Unknown => Text::new("查无此项", "Nothing is known by this code or number"),
            Self::NotInUse => Text::new("已停用", "This is no longer in use"),
            Self::Cycle => Text::new("不能放在自己或自己的下级之下", "It cannot lie below itself"),
            Self::ExactlyOneOf(names) => Text::new(
                format!("请只填写其中一项：{names}"),
                format!("Give exactly one of: {names}"),
            ),
            Self::NotHttps => Text::new(
                "请填写以 https:// 开头的网址",
                "Enter a web address that starts with https://",
            ),
            Self::BadFile(why) => why.clone(),
            Self::BadRows(count) => Text::new(
                format!("有 {count} 行有误；请修改后重新上传，或只登记无误的行"),
                format!(
                    "{count} rows are wrong; mend them and upload again, or post only those that are fit"
                ),
            ),
            Self::TooShort(least) => {
                Text::new(format!("至少 {least} 个字符"), format!("At least {least} characters"))
            }
            Self::Contradicts(other) => {
                Text::new(format!("与 {other} 不一致"), format!("Does not agree with {other}"))
            }
            Self::MostThatFits(most) => Text::new(
                format!("不是规则允许的数额，最多可填 {most}"),
                format!("The rule does not allow this amount; the most that fits is {most}"),
            ),
            Self::BelowSmallest(least) => {
                Text::new(format!("不能少于 {least}"), format!("Must not be less than {least}"))
            }
            Self::RoundsToNothing => Text::new(
                "数额太小，按规则取整后为零，请增加数额",
                "So little would round to nothing; ask for more",
            ),
            Self::NotInFamily => {
                Text::new("对方与您不在同一学习家庭", "This person is not in your learning family")
            }
            Self::NotTransferable => {
                Text::new("这类学分不能转赠", "Credits of this scheme cannot be given to others")
            }
            Self::OwnCard => Text::new("不能填写本人的卡号", "This is your own card"),
            Self::Duplicate => Text::new("与前面的编码重复", "The same code is used further up"),
            Self::SameAs(other) => Text::new(
                format!("不能与 {other} 相同"),
                format!("Must be another one than {other}"),
            ),
            Self::UsedAlready => Text::new(
                "该学习成果已在本机构使用，或其学分已被使用",
                "This counts at the institution already, or its credits were used",
            ),
            Self::DoesNotCount => Text::new(
                "所选学习成果不能用于这个单元，请另选",
                "What was chosen does not count for this unit; choose something else",
            ),
            Self::NothingFits => Text::new(
                "学习卡上暂无可用于这个单元的学分或学习成果",
                "Nothing on the card can be applied to this unit yet",
            ),
            Self::GroupFull(most) => Text::new(
                format!("这一组最多计 {most} 学分，已经满了"),
                format!("This group counts {most} credits at most, and is full"),
            ),
            Self::ShareOfTransfer(most) => Text::new(
                format!("超出可从其他机构转入的比例，还可转入 {most} 学分"),
                format!("Too much comes from other institutions; {most} more credits may"),
            ),
            Self::AppliedFor(code) => Text::new(
                format!("{code} 已有人申请，不能去掉或改动"),
                format!("{code} was applied for and stays as it is"),
            ),
            Self::Finding(_, sentence) => sentence.clone(),
        }
    }
}

impl JsonType {
    fn message(self) -> Text {
        match self {
            Self::String => Text::new("应为文本（带引号）", "Must be a string in quotes"),
            Self::Object => Text::new("应为对象 {…}", "Must be an object {…}"),
            Self::Array => Text::new("应为列表 […]", "Must be a list […]"),
            Self::Boolean => Text::new("应为 true 或 false", "Must be true or false"),
            Self::Integer => Text::new("应为整数", "Must be a whole number"),
        }
    }
}
