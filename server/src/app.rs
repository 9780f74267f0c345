//! Puts routes, middleware and the bank together.

use std::net::TcpListener;

use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, web};
use tokio::signal::unix::{SignalKind, signal};
use utoipa::openapi::{Info, OpenApi};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

use crate::bank::Bank;
use crate::http::{problem, request_id, security};
use crate::{accounts, live, routes, site};

/// Threads that serve requests; the work that waits is done elsewhere.
const WORKERS: usize = 2;

/// The OpenAPI 3.1 document of every route.
#[must_use]
pub fn openapi() -> OpenApi {
    let (_, document) = App::new()
        .into_utoipa_app()
        .service(scope("/api/v1").configure(routes))
        .configure(accounts::root_routes)
        .split_for_parts();
    describe(document)
}

fn describe(mut document: OpenApi) -> OpenApi {
    document.info = Info::new("终身学习学分银行 Credit bank", env!("CARGO_PKG_VERSION"));
    document.info.description = Some(
        "Credits and hours are strings with two decimals; instants are RFC 3339 in UTC; errors are \
         problem details (RFC 9457) with every fault of the input."
            .to_owned(),
    );
    document
}

/// Serves on a listener that is bound already, until the program is asked to stop: what is under way
/// then comes to its end.
///
/// # Errors
/// The listener.
pub fn serve(bank: Bank, listener: TcpListener) -> std::io::Result<Server> {
    let document = web::Data::new(openapi());
    live::start(&bank);
    let listeners = bank.live.clone();
    let bank = web::Data::new(bank);
    let server = HttpServer::new(move || {
        let app = App::new()
            .app_data(bank.clone())
            .app_data(document.clone())
            .into_utoipa_app()
            .service(scope("/api/v1").configure(routes))
            .configure(accounts::root_routes)
            .into_app();
        app.configure(site::routes)
            .default_service(web::to(site::client))
            .wrap(from_fn(problem::write))
            .wrap(from_fn(request_id::give))
            .wrap(security::headers())
            .wrap(Compress::default())
    });
    // Open streams would keep the server from coming to its end.
    let stop = async move {
        asked_to_stop().await;
        listeners.close();
    };
    let server = server.workers(WORKERS).shutdown_timeout(10).shutdown_signal(stop);
    Ok(server.listen(listener)?.run())
}

/// Waits until the operator or the system asks the program to stop.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(error) => {
            tracing::error!(%error, "the signal to terminate cannot be heard");
            drop(interrupted.await);
        }
    }
}
