//! Endpoints.

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(_config: &mut ServiceConfig) {}
