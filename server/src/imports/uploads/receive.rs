//! Receives an upload: a file and a few words about it, as `multipart/form-data`.

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde_json::Value;
use shared::fault::{Fault, FaultKind};
use shared::imports::ImportKind;
use shared::institutions::InstitutionCode;
use shared::problem::Refusal;

use crate::error::{AppError, AppResult};
use crate::http::body::{BULK, media_type};

/// Bytes of one of the words.
const WORDS: usize = 64 << 10;
/// Characters of a file's name that are kept.
const NAME: usize = 120;

/// What was uploaded.
#[derive(Debug)]
pub(super) struct Upload {
    pub kind: ImportKind,
    pub institution: Option<InstitutionCode>,
    pub mapping: Option<Value>,
    pub dry_run: bool,
    /// The name of the file.
    pub name: String,
    pub bytes: Bytes,
}

impl FromRequest for Upload {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, AppResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let multipart = media_type(request).is_some_and(|kind| kind == "multipart/form-data");
        let form = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            if !multipart {
                return Err(Refusal::UnsupportedType.into());
            }
            Parts::receive(form).await?.upload()
        })
    }
}

#[derive(Default)]
struct Parts {
    file: Option<(String, Bytes)>,
    kind: Option<String>,
    institution: Option<String>,
    mapping: Option<String>,
    dry_run: Option<String>,
    unknown: Vec<String>,
}

impl Parts {
    async fn receive(mut form: Multipart) -> AppResult<Self> {
        let mut parts = Self::default();
        let mut left = BULK;
        while let Some(field) = form.next().await {
            let field = field.map_err(|_| Refusal::Malformed)?;
            let named = field.content_disposition();
            let name = named.and_then(|it| it.get_name()).unwrap_or_default().to_owned();
            let file = named.and_then(|it| it.get_filename()).unwrap_or_default().to_owned();
            let bytes = collect(field, if name == "file" { left } else { WORDS.min(left) }).await?;
            left -= bytes.len();
            let words = || String::from_utf8(bytes.to_vec()).map_err(|_| Refusal::Malformed);
            match name.as_str() {
                "file" => parts.file = Some((file, bytes)),
                "kind" => parts.kind = Some(words()?),
                "institution" => parts.institution = Some(words()?),
                "mapping" => parts.mapping = Some(words()?),
                "dry_run" => parts.dry_run = Some(words()?),
                _ if parts.unknown.len() < 10 => parts.unknown.push(name),
                _ => return Err(Refusal::Malformed.into()),
            }
        }
        Ok(parts)
    }

    fn upload(self) -> AppResult<Upload> {
        let mut faults: Vec<Fault> = self
            .unknown
            .iter()
            .map(|name| Fault::new(format!("/{name}"), FaultKind::UnknownField))
            .collect();
        let mut noted = |pointer: &str, kind| faults.push(Fault::new(pointer, kind));
        let said = |words: Option<String>| words.filter(|words| !words.trim().is_empty());
        let kind = match said(self.kind) {
            None => Err(FaultKind::Required),
            Some(kind) => kind.trim().parse::<ImportKind>(),
        };
        let kind = kind.map_err(|fault| noted("/kind", fault)).ok();
        let institution = said(self.institution).map(|code| code.trim().parse::<InstitutionCode>());
        let institution = institution.transpose().map_err(|fault| noted("/institution", fault));
        let mapping = said(self.mapping).map(|text| serde_json::from_str(&text));
        let mapping = mapping.transpose().map_err(|_| noted("/mapping", FaultKind::BadFormat));
        let dry_run = match said(self.dry_run).as_deref().map(str::trim) {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => {
                noted("/dry_run", FaultKind::NotOneOf(vec!["true", "false"]));
                false
            }
        };
        if self.file.is_none() {
            noted("/file", FaultKind::Required);
        }
        match (kind, institution, mapping, self.file) {
            (Some(kind), Ok(institution), Ok(mapping), Some((name, bytes)))
                if faults.is_empty() =>
            {
                let name = shared::imports::fold(&name).chars().take(NAME).collect();
                Ok(Upload { kind, institution, mapping, dry_run, name, bytes })
            }
            _ => Err(faults.into()),
        }
    }
}

async fn collect(mut field: Field, limit: usize) -> AppResult<Bytes> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|_| Refusal::Malformed)?;
        if bytes.len() + chunk.len() > limit {
            return Err(Refusal::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.into())
}
