//! What administrators see of learners, programs, institutions and the audit.

use super::texts;

texts! {
    LEARNERS = "学习者", "Learners";
}
