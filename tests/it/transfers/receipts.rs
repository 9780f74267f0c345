//! A conversion from quote to receipt.

use harness::{json, on_both, redacted};

use super::{id_of, request, rich, sound};

/// What differs from run to run in a quote or transfer.
const FRESH: [&str; 7] =
    ["id", "number", "at", "valid_until", "verification_code", "take_back_until", "transfer_id"];

on_both! {
    fn a_conversion_runs_from_quote_to_receipt_and_anyone_can_check_it(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let quote = resident.quote("community", "vocational", "9.00").with(200);
        insta::assert_json_snapshot!(redacted(quote.clone(), &FRESH), @r#"
        {
          "automatic": true,
          "gives": {
            "amount": "6.00",
            "expires_on": null,
            "lots": [
              {
                "amount": "6.00",
                "expires_on": null
              }
            ],
            "scheme": "vocational"
          },
          "id": "[id]",
          "kind": "convert",
          "needs_password": false,
          "rule": "EQ-01",
          "rule_names": {
            "en": "Rule EQ-01",
            "zh": "规则 EQ-01"
          },
          "rulebook": 1,
          "takes": {
            "amount": "9.00",
            "scheme": "community"
          },
          "trace": [
            {
              "after": "6.00",
              "before": "9.00",
              "by": "2/3",
              "step": "ratio"
            },
            {
              "after": "6.00",
              "before": "6.00",
              "by": "0.01",
              "mode": "down",
              "step": "round"
            }
          ],
          "uses": [
            {
              "amount": "9.00",
              "expires_on": null
            }
          ],
          "valid_until": "[valid_until]"
        }
        "#);
        assert_eq!(resident.available("community"), "10.00", "a quote moves nothing");

        let answer = request(&resident, "key-1", &quote);
        let transfer = answer.with(201);
        insta::assert_json_snapshot!(redacted(transfer.clone(), &FRESH), @r#"
        {
          "appealed": false,
          "balances_after": [
            {
              "available": "1.00",
              "scheme": "community"
            },
            {
              "available": "6.00",
              "scheme": "vocational"
            }
          ],
          "escalated": false,
          "gives": {
            "amount": "6.00",
            "expires_on": null,
            "lots": [
              {
                "amount": "6.00",
                "expires_on": null
              }
            ],
            "scheme": "vocational"
          },
          "history": [
            {
              "at": "[at]",
              "by": "学员1",
              "status": "requested"
            },
            {
              "at": "[at]",
              "by": "EQ-01",
              "status": "settled"
            }
          ],
          "id": "[id]",
          "kind": "convert",
          "number": "[number]",
          "rule": "EQ-01",
          "rule_names": {
            "en": "Rule EQ-01",
            "zh": "规则 EQ-01"
          },
          "rulebook": 1,
          "status": "settled",
          "steps": [
            "take_back"
          ],
          "take_back_until": "[take_back_until]",
          "takes": {
            "amount": "9.00",
            "scheme": "community"
          },
          "trace": [
            {
              "after": "6.00",
              "before": "9.00",
              "by": "2/3",
              "step": "ratio"
            },
            {
              "after": "6.00",
              "before": "6.00",
              "by": "0.01",
              "mode": "down",
              "step": "round"
            }
          ],
          "verification_code": "[verification_code]"
        }
        "#);
        let number = transfer["number"].as_str().expect("a number");
        assert!(number.starts_with("TR-") && number.ends_with("-000001"), "{number}");

        let id = id_of(&transfer);
        assert_eq!(resident.client.get(&format!("/transfers/{id}")).with(200), transfer);
        let mine = resident.client.get("/me/transfers").with(200);
        assert_eq!(mine["items"], json!([transfer]));

        let code = transfer["verification_code"].as_str().expect("a code");
        let verified = world.visitor().get(&format!("/verify/{code}")).with(200);
        insta::assert_json_snapshot!(redacted(verified, &["as_of", "reference", "on"]), @r#"
        {
          "as_of": "[as_of]",
          "kind": "transfer",
          "state": "settled",
          "statement": {
            "gives": {
              "amount": "6.00",
              "names": {
                "en": "Scheme vocational",
                "zh": "体系 vocational"
              },
              "scheme": "vocational"
            },
            "on": "[on]",
            "reference": "[reference]",
            "takes": {
              "amount": "9.00",
              "names": {
                "en": "Scheme community",
                "zh": "体系 community"
              },
              "scheme": "community"
            },
            "title": {
              "en": "Rule EQ-01",
              "zh": "规则 EQ-01"
            }
          },
          "valid": true
        }
        "#);
        let typed = code.to_lowercase().replace('-', "");
        world.visitor().get(&format!("/verify/{typed}")).must(200);
        world.visitor().get("/verify/22222-22222-22222-22222").refused(404, "not_found");

        let entries = redacted(json!(resident.entries()), &["id", "at", "transaction_id"]);
        let short: Vec<String> = entries.as_array().expect("entries").iter().map(|entry| {
            format!("{} {} {} {} {}", entry["kind"], entry["scheme"], entry["account"],
                entry["amount"], entry["balance"]).replace('"', "")
        }).collect();
        assert_eq!(short, [
            "settle vocational available 6.00 6.00",
            "settle community held -9.00 0.00",
            "hold community held 9.00 9.00",
            "hold community available -9.00 1.00",
            "award community available 10.00 10.00",
        ]);
        assert_eq!(entries[0]["reason"], json!({"transfer_id": id}));
        sound(&district);
    }

    fn a_receipt_says_nothing_that_identifies_its_holder(world) {
        let district = world.district_with_rules();
        let resident = rich(&district, "10");
        let transfer = resident.convert("community", "vocational", "9").with(201);
        let completion = resident.client.get("/me/completions").with(200)["items"][0].clone();
        for code in [&transfer["verification_code"], &completion["verification_code"]] {
            let code = code.as_str().expect("a code");
            let body = world.visitor().get(&format!("/verify/{code}")).body;
            let telling = [&resident.person.name, &resident.person.id_number,
                &resident.card_number, &resident.learner_id];
            for word in telling {
                assert!(!body.contains(word.as_str()), "{body}");
            }
        }
    }
}
