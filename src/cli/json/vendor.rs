//! The shapes of vendors.

use serde_json::{Value, json};

use super::{deadline, instant, line};
use crate::cli::vendor::{end_as_json, steps_as_json};
use crate::clock::Moment;
use crate::domain::{PolicyBook, Vendor};
use crate::engine::query::Shown;
use crate::engine::views::VendorRow;
use crate::policy::Policy;

/// One vendor in a list.
pub fn vendor_row(row: &VendorRow, policy: &Policy, now: Moment) -> Value {
    let mut value = vendor(&row.vendor);
    value["next"] = json!(row.next.as_ref().map(|next| deadline(next, now)));
    value["open_steps"] = json!(row.vendor.open_steps(policy).len());
    value["open_objections"] = json!(row.vendor.open_objections().count());
    value
}

/// What the register says of a vendor.
fn vendor(vendor: &Vendor) -> Value {
    let details = &vendor.details;
    json!({
        "id": vendor.id,
        "name": details.name,
        "tier": details.tier,
        "service": details.service,
        "purpose": details.purpose,
        "data": details.categories,
        "location": details.location,
        "customer_data": details.customer_data,
        "production": details.production,
        "owner": details.owner.as_ref().map(|owner| &owner.name),
        "requester": details.requester.as_ref().map(|one| &one.name),
        "contacts": details.contacts,
        "contract": details.contract,
        "dpa": details.dpa,
        "links": details.links,
        "last_assessed": details.last_assessed,
        "renewal": details.renewal,
        "in_use": vendor.in_use || vendor.live.is_some(),
        "stage": vendor.stage(),
    })
}

/// Everything known of a vendor, with its deadlines and its log.
pub fn vendor_page(vendor: &Vendor, shown: &Shown, book: &PolicyBook, now: Moment) -> Value {
    let mut value = self::vendor(vendor);
    value["deadlines"] = shown.deadlines.iter().map(|one| deadline(one, now)).collect();
    value["log"] = shown.log.iter().map(line).collect();
    value["steps"] = json!(steps_as_json(vendor, book));
    value["allowed_at"] = vendor.allowed.as_ref().map_or(Value::Null, |done| instant(done.at));
    value["live_at"] = vendor.live.as_ref().map_or(Value::Null, |done| instant(done.at));
    value["ended_at"] = vendor.ended.as_ref().map_or(Value::Null, |done| instant(done.at));
    value["end"] = end_as_json(vendor, book);
    // The rest is as it lies in the state: instants there are RFC 3339 too.
    value["reassessed"] = json!(vendor.reassessed);
    value["early_reassessments"] = json!(vendor.early);
    value["conditions"] = json!(vendor.conditions);
    value["reports"] = json!(vendor.reports);
    value["risks"] = json!(vendor.risks);
    value["incidents"] = json!(vendor.incidents.iter().map(|one| &one.name).collect::<Vec<_>>());
    value["notices"] = json!(vendor.notices);
    value["objections"] = json!(vendor.objections);
    value["credentials"] = json!(vendor.credentials);
    value
}
