//! What may be told of whoever reads a share: the kind of browser and device, and roughly from where.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header::USER_AGENT;
use actix_web::{FromRequest, HttpRequest, web};
use shared::shares::{ReaderBrowser, ReaderDevice};

use crate::bank::Bank;
use crate::error::{AppError, AppResult};
use crate::http::address;

/// Somebody who reads a share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The browser.
    pub browser: ReaderBrowser,
    /// The device.
    pub device: ReaderDevice,
    /// The larger part of the address.
    pub network: String,
}

impl FromRequest for Reader {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
        let agent = agent.unwrap_or_default();
        let bank = request.app_data::<web::Data<Bank>>().ok_or_else(AppError::busy);
        ready(bank.map(|bank| Self {
            browser: browser(agent),
            device: device(agent),
            network: network(&address::of(request, &bank.settings)),
        }))
    }
}

/// Browsers name those whom they resemble too: the one that the others do not name comes first.
const BROWSERS: [(&str, ReaderBrowser); 6] = [
    ("MicroMessenger", ReaderBrowser::WeChat),
    ("Edg", ReaderBrowser::Edge),
    ("Firefox", ReaderBrowser::Firefox),
    ("FxiOS", ReaderBrowser::Firefox),
    ("Chrome", ReaderBrowser::Chrome),
    ("Safari", ReaderBrowser::Safari),
];

fn browser(agent: &str) -> ReaderBrowser {
    let found = BROWSERS.iter().find(|(mark, _)| agent.contains(mark));
    found.map_or(ReaderBrowser::Other, |(_, browser)| *browser)
}

fn device(agent: &str) -> ReaderDevice {
    let held = ["Mobile", "Android", "iPhone", "iPad", "HarmonyOS"];
    if held.iter().any(|mark| agent.contains(mark)) {
        ReaderDevice::Phone
    } else {
        ReaderDevice::Computer
    }
}

/// The first half of an IPv4 address, the first quarter of an IPv6 address.
fn network(address: &str) -> String {
    match address.parse() {
        Ok(IpAddr::V4(v4)) => {
            let [first, second, ..] = v4.octets();
            format!("{first}.{second}.*.*")
        }
        Ok(IpAddr::V6(v6)) => {
            let [first, second, ..] = v6.segments();
            format!("{first:x}:{second:x}:*")
        }
        Err(_) => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_told_by_kind_and_never_by_address() {
        let phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile \
                     Safari/537.36 MicroMessenger/8.0";
        assert_eq!((browser(phone), device(phone)), (ReaderBrowser::WeChat, ReaderDevice::Phone));
        let desk =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126";
        assert_eq!((browser(desk), device(desk)), (ReaderBrowser::Edge, ReaderDevice::Computer));
        assert_eq!(browser("curl/8"), ReaderBrowser::Other);
        assert_eq!(network("203.0.113.9"), "203.0.*.*");
        assert_eq!(network("2001:db8::1"), "2001:db8:*");
        assert_eq!(network("-"), "-");
    }
}
