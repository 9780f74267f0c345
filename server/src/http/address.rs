//! Where a request comes from, also behind proxies that are trusted.

use std::net::IpAddr;
use std::str::FromStr;

use actix_web::HttpRequest;
use anyhow::Context;

use crate::settings::Settings;

/// A network in CIDR form, `10.0.0.0/8`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    base: u128,
    mask: u128,
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        to_bits(address) & self.mask == self.base
    }
}

/// IPv4 addresses as IPv6 carries them, so that one comparison serves both.
fn to_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

impl FromStr for Network {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> anyhow::Result<Self> {
        let (address, length) = text.split_once('/').context("a network is ADDRESS/LENGTH")?;
        let address: IpAddr = address.parse()?;
        let length: u32 = length.parse()?;
        let length = if address.is_ipv4() { length + 96 } else { length };
        anyhow::ensure!(length <= 128, "a network's length is at most 32 or 128");
        let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
        Ok(Self { base: to_bits(address) & mask, mask })
    }
}

/// The address of whoever asks: the last hop in `X-Forwarded-For` that is not a trusted proxy.
#[must_use]
pub fn of(request: &HttpRequest, settings: &Settings) -> String {
    let Some(peer) = request.peer_addr().map(|peer| peer.ip()) else { return "-".to_owned() };
    let trusted =
        |address: IpAddr| settings.trusted_proxies.iter().any(|network| network.contains(address));
    if !trusted(peer) {
        return peer.to_string();
    }
    let header = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
    header
        .into_iter()
        .flat_map(|hops| hops.rsplit(','))
        .map_while(|hop| hop.trim().parse::<IpAddr>().ok())
        .find(|hop| !trusted(*hop))
        .unwrap_or(peer)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_its_addresses() {
        let network: Network = "10.0.0.0/8".parse().unwrap();
        assert!(network.contains("10.1.2.3".parse().unwrap()));
        assert!(!network.contains("11.1.2.3".parse().unwrap()));
        let everything: Network = "::/0".parse().unwrap();
        assert!(everything.contains("11.1.2.3".parse().unwrap()));
        assert!("10.0.0.0".parse::<Network>().is_err());
    }
}
