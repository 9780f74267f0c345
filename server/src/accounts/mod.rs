//! Endpoints.

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(_config: &mut ServiceConfig) {}

/// The endpoints at the root.
pub fn root_routes(_config: &mut ServiceConfig) {}

/// Whether there is an administrator.
///
/// # Errors
/// The database.
pub fn any_admin(_bank: &crate::bank::Bank) -> anyhow::Result<bool> {
    Ok(true)
}

/// Makes an administrator.
///
/// # Errors
/// The database.
pub fn create_admin(
    _bank: &crate::bank::Bank,
    _username: &str,
    _password: &str,
) -> anyhow::Result<()> {
    Ok(())
}
pub mod service {
    use crate::error::AppResult;
    pub async fn confirm_password(
        _: &crate::bank::Bank,
        _: shared::ids::UserId,
        _: shared::accounts::GivenPassword,
    ) -> AppResult<()> {
        Ok(())
    }
}
