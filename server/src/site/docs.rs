//! The OpenAPI document, and a page that a person can read.

use std::fmt::Write;

use actix_web::{HttpResponse, web};
use serde_json::Value;

use crate::http::language::Language;

const STYLE: &str = include_str!("docs.css");

/// The document itself.
pub async fn document(document: web::Data<utoipa::openapi::OpenApi>) -> HttpResponse {
    HttpResponse::Ok().json(document.get_ref())
}

/// The page's style.
pub async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(STYLE)
}

/// A problem type is named by a stable URI; this tells where its sentence is found.
pub async fn problem(code: web::Path<String>, language: Language) -> HttpResponse {
    let words = match language.0 {
        shared::lang::Lang::Zh => "错误类型。具体说明见应答中的 detail。",
        shared::lang::Lang::En => "A problem type. The answer's detail says what to do.",
    };
    let code = escape(&code);
    let html = page_of(&code, &format!("<h1>{code}</h1><p>{words}</p>"));
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html)
}

/// Every call on one page: path, what it does, parameters, body, answers, and the schemas.
pub async fn page(document: web::Data<utoipa::openapi::OpenApi>) -> HttpResponse {
    let value = serde_json::to_value(document.get_ref()).unwrap_or_default();
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(render(&value))
}

fn render(document: &Value) -> String {
    let mut body = String::from(
        "<h1>学分银行接口 <span lang=\"en\">Credit bank API</span></h1>\
         <p lang=\"en\">Machine-readable: <a href=\"/openapi.json\">openapi.json</a></p>",
    );
    let paths = document.pointer("/paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (method, call) in item.as_object().into_iter().flatten() {
            call_section(&mut body, path, method, call);
        }
    }
    body.push_str("<h2>Schemas</h2>");
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in schemas.into_iter().flatten() {
        let json = serde_json::to_string_pretty(schema).unwrap_or_default();
        let name = escape(name);
        write!(
            body,
            "<details id=\"{name}\"><summary>{name}</summary><pre tabindex=\"0\">{}</pre></details>",
            escape(&json)
        )
        .expect("writing to a string cannot fail");
    }
    page_of("学分银行接口 · Credit bank API", &body)
}

fn call_section(body: &mut String, path: &str, method: &str, call: &Value) {
    let text = |pointer: &str| escape(call.pointer(pointer).and_then(Value::as_str).unwrap_or(""));
    write!(
        body,
        "<section><h2><b>{}</b> <code>{}</code></h2><p lang=\"en\">{} {}</p>",
        escape(&method.to_uppercase()),
        escape(path),
        text("/summary"),
        text("/description")
    )
    .expect("writing to a string cannot fail");
    for (title, pointer) in
        [("Parameters", "/parameters"), ("Body", "/requestBody"), ("Answers", "/responses")]
    {
        if let Some(part) = call.pointer(pointer) {
            let json = serde_json::to_string_pretty(part).unwrap_or_default();
            write!(
                body,
                "<details><summary>{title}</summary><pre tabindex=\"0\">{}</pre></details>",
                escape(&json)
            )
            .expect("writing to a string cannot fail");
        }
    }
    body.push_str("</section>");
}

fn page_of(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><link rel=\"stylesheet\" href=\"/docs.css\"></head>\
         <body><main>{body}</main></body></html>"
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
