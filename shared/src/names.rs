//! Closed lists of words: each with its wire form and its name in both languages, in one table,
//! so that a missing translation does not compile.

/// Declares an enum whose variants have a wire word and a name in both languages.
macro_rules! words {
    (
        $(#[$doc:meta])*
        pub enum $name:ident {
            $( $variant:ident = $word:literal, $zh:literal, $en:literal; )+
        }
    ) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $(
                #[doc = $en]
                #[serde(rename = $word)]
                $variant,
            )+
        }

        impl $name {
            /// Every one, in the order in which they are listed to a person.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The name that a person reads.
            #[must_use]
            pub const fn label(self, lang: $crate::lang::Lang) -> &'static str {
                match (self, lang) {
                    $(
                        (Self::$variant, $crate::lang::Lang::Zh) => $zh,
                        (Self::$variant, $crate::lang::Lang::En) => $en,
                    )+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::fault::FaultKind;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|name| name.as_str() == word)
                    .ok_or_else(|| $crate::fault::FaultKind::NotOneOf(
                        Self::ALL.iter().map(|name| name.as_str()).collect(),
                    ))
            }
        }

        impl $crate::fields::Field for $name {
            fn from_value(value: &serde_json::Value) -> Result<Self, $crate::fault::FaultKind> {
                $crate::fields::text(value)?.parse()
            }
        }
    };
}
pub(crate) use words;
