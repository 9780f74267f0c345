//! The outbox: notices are handed to a sender in order, and marked.

use std::sync::{Arc, Mutex};

use harness::{Value, World, json, on_both};
use server::notices::outbox::{FileSender, Message, Sender, deliver};

fn hand_over(world: &World, sender: Arc<dyn Sender>) -> bool {
    let bank = world.bank().clone();
    let work = async move { deliver(&bank, sender).await.is_ok() };
    actix_web::rt::System::new().block_on(work)
}

fn unsent(world: &World) -> String {
    world.cell("SELECT COUNT(*) FROM notices WHERE sent_at IS NULL")
}

/// Takes so many messages and then no more.
struct Limited {
    most: usize,
    taken: Mutex<Vec<Message>>,
}

impl Sender for Limited {
    fn send(&self, message: &Message) -> anyhow::Result<()> {
        let mut taken = self.taken.lock().unwrap();
        anyhow::ensure!(taken.len() < self.most, "the line is down");
        taken.push(message.clone());
        Ok(())
    }
}

/// A notice for each of so many people.
fn write(world: &World, people: u64) {
    let district = world.district();
    for n in 1..=people {
        let resident = district.resident(n);
        let path = format!("/learners/{}/card/replace", resident.learner_id);
        district.admin.post(&path, &json!({"reason": "损坏"})).must(200);
    }
}

on_both! {
    fn a_file_gets_a_line_for_each_notice_in_order_and_once(world) {
        write(world, 3);
        world.run_jobs();
        assert_eq!(unsent(world), "3", "without a sender nothing is marked");
        let folder = world.data_dir().join("notices");
        let sender = Arc::new(FileSender::into_folder(&folder).unwrap());
        assert!(hand_over(world, sender.clone()));
        assert!(hand_over(world, sender));
        assert_eq!(unsent(world), "0");
        let written = std::fs::read_to_string(folder.join("notices.jsonl")).unwrap();
        let lines: Vec<Value> =
            written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let names: Vec<&str> = lines.iter().map(|line| line["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["学员1", "学员2", "学员3"]);
        assert_eq!((&lines[0]["kind"], &lines[0]["title"], &lines[0]["language"]),
            (&json!("card_replaced"), &json!("学习卡已补办"), &json!("zh-CN")));
        assert!(lines[0]["text"].as_str().unwrap().contains("新卡号"));
        assert!(lines[0].get("phone").is_none());
    }

    fn what_a_sender_does_not_take_waits_with_all_that_follows(world) {
        write(world, 4);
        let limited = Arc::new(Limited { most: 2, taken: Mutex::default() });
        assert!(!hand_over(world, limited.clone()));
        assert_eq!(unsent(world), "2");
        let again = Arc::new(Limited { most: 9, taken: Mutex::default() });
        assert!(hand_over(world, again.clone()));
        let names = |sender: &Limited| -> Vec<String> {
            sender.taken.lock().unwrap().iter().map(|message| message.name.clone()).collect()
        };
        assert_eq!((names(&limited), names(&again)),
            (vec!["学员1".to_owned(), "学员2".to_owned()], vec!["学员3".to_owned(), "学员4".to_owned()]));
    }

    fn two_servers_send_each_notice_once(world) {
        write(world, 40);
        let other = world.another_server();
        let sender = Arc::new(Limited { most: 1_000, taken: Mutex::default() });
        std::thread::scope(|scope| {
            for bank in [world.bank(), other.bank()] {
                let (bank, sender) = (bank.clone(), sender.clone());
                scope.spawn(move || {
                    let work = async move { deliver(&bank, sender).await };
                    actix_web::rt::System::new().block_on(work).unwrap();
                });
            }
        });
        let mut ids: Vec<String> =
            sender.taken.lock().unwrap().iter().map(|message| message.id.to_string()).collect();
        let sent = ids.len();
        ids.dedup();
        assert_eq!((sent, ids.len()), (40, 40));
    }
}
