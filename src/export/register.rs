//! The whole register of vendors as a sheet that can be imported again (VM-1).

use super::sheet;
use crate::domain::Vendor;
use crate::domain::fact::VendorDetails;
use crate::domain::vendor::COLUMNS;
use crate::text::list_cell;

/// The sheet. Lists are cells with semicolons between their parts.
pub fn csv<'a>(vendors: impl Iterator<Item = &'a Vendor>) -> String {
    sheet::write(COLUMNS, vendors.map(row))
}

fn row(vendor: &Vendor) -> [String; 17] {
    let VendorDetails {
        name,
        tier,
        service,
        purpose,
        categories,
        location,
        customer_data,
        owner,
        last_assessed,
        renewal,
        production,
        contacts,
        contract,
        dpa,
        links,
        requester,
    } = vendor.details.clone();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let flag = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let person = |person: Option<crate::domain::Ref>| person.map(|one| one.name).unwrap_or_default();
    [
        name,
        service,
        tier,
        flag(customer_data),
        purpose,
        list_cell(&categories),
        location,
        person(owner),
        day(last_assessed),
        day(renewal),
        flag(production),
        person(requester),
        list_cell(&contacts),
        day(contract),
        day(dpa),
        list_cell(&links),
        flag(vendor.in_use || vendor.live.is_some()),
    ]
}
