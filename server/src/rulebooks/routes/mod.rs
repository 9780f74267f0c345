//! Endpoints of rulebooks.

mod editing;
mod publishing;
mod reading;

use utoipa_actix_web::service_config::ServiceConfig;

/// The endpoints of this feature.
pub fn routes(config: &mut ServiceConfig) {
    // Before `/rulebooks/{id}`, which would take `in-force` for an id.
    config
        .service(reading::list)
        .service(reading::in_force)
        .service(reading::show)
        .service(reading::table)
        .service(reading::summary)
        .service(reading::rules_of)
        .service(reading::rule)
        .service(reading::difference)
        .service(editing::create)
        .service(editing::replace)
        .service(editing::delete)
        .service(editing::put_rule)
        .service(editing::delete_rule)
        .service(publishing::check)
        .service(publishing::simulate)
        .service(publishing::simulation)
        .service(publishing::submit)
        .service(publishing::withdraw)
        .service(publishing::publish)
        .service(publishing::retire);
}
