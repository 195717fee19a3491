//! The fields of a record: the built-in ones, and those that a program declares.

/// A field of a [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(u16);

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// Free text.
    Text,
    /// An exact number.
    Number,
    /// A day.
    Date,
    /// Yes or no.
    YesNo,
    /// An amount in a currency.
    Money,
    /// A number of some unit, which stands in the field `unit`.
    Quantity,
    /// A weight in kilograms.
    Weight,
    /// A part of a whole, 0 to 1.
    Share,
    /// A country of the vocabulary.
    Country,
    /// A place of the vocabulary.
    Region,
    /// The name of a company, camp, farm or vessel.
    Party,
    /// A code of the Harmonized Tariff Schedule.
    Hts,
    /// Goods by a declared name or spelling.
    Goods,
    /// A set of documents.
    Documents,
}

impl FieldType {
    /// How the type is called in messages.
    pub fn word(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::Number => "a number",
            FieldType::Date => "a date",
            FieldType::YesNo => "yes or no",
            FieldType::Money => "an amount of money",
            FieldType::Quantity => "a quantity",
            FieldType::Weight => "a weight",
            FieldType::Share => "a share",
            FieldType::Country => "a country",
            FieldType::Region => "a region",
            FieldType::Party => "a party",
            FieldType::Hts => "an HTS code",
            FieldType::Goods => "goods",
            FieldType::Documents => "a set of documents",
        }
    }
}

/// What has a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// The shipment alone; asked of an input, the shipment answers.
    Shipment,
    /// The goods, and each input for itself.
    Thing,
    /// Each input alone.
    Input,
}

/// One field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, the same in every format.
    pub name: String,
    /// What it holds.
    pub kind: FieldType,
    /// What has it.
    pub level: Level,
}

/// A built-in field that rules name, or that has a part in deciding a test on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the field of that name")]
pub enum Role {
    Imported,
    Entered,
    Received,
    Exported,
    Loaded,
    Produced,
    Producer,
    Seller,
    Shipper,
    Exporter,
    Importer,
    Consignee,
    Carrier,
    Vessel,
    ProducerAddress,
    PostalCode,
    Mid,
    Country,
    Region,
    Hts,
    Category,
    Product,
    Description,
    Value,
    Currency,
    Quantity,
    Unit,
    Weight,
    Port,
    Mode,
    Documents,
    Share,
}

/// The built-in fields in the order of [`Role`], which is also the order in which they are printed.
const BUILT_IN: [(Role, &str, FieldType, Level); 32] = [
    (Role::Imported, "imported", FieldType::Date, Level::Shipment),
    (Role::Entered, "entered", FieldType::Date, Level::Shipment),
    (Role::Received, "received", FieldType::Date, Level::Shipment),
    (Role::Exported, "exported", FieldType::Date, Level::Shipment),
    (Role::Loaded, "loaded", FieldType::Date, Level::Shipment),
    (Role::Produced, "produced", FieldType::Date, Level::Thing),
    (Role::Producer, "producer", FieldType::Party, Level::Thing),
    (Role::Seller, "seller", FieldType::Party, Level::Shipment),
    (Role::Shipper, "shipper", FieldType::Party, Level::Shipment),
    (Role::Exporter, "exporter", FieldType::Party, Level::Shipment),
    (Role::Importer, "importer", FieldType::Party, Level::Shipment),
    (Role::Consignee, "consignee", FieldType::Party, Level::Shipment),
    (Role::Carrier, "carrier", FieldType::Party, Level::Shipment),
    (Role::Vessel, "vessel", FieldType::Party, Level::Thing),
    (Role::ProducerAddress, "producer_address", FieldType::Text, Level::Thing),
    (Role::PostalCode, "postal_code", FieldType::Text, Level::Thing),
    (Role::Mid, "mid", FieldType::Text, Level::Thing),
    (Role::Country, "country", FieldType::Country, Level::Thing),
    (Role::Region, "region", FieldType::Region, Level::Thing),
    (Role::Hts, "hts", FieldType::Hts, Level::Thing),
    (Role::Category, "category", FieldType::Goods, Level::Thing),
    (Role::Product, "product", FieldType::Goods, Level::Thing),
    (Role::Description, "description", FieldType::Text, Level::Thing),
    (Role::Value, "value", FieldType::Money, Level::Shipment),
    (Role::Currency, "currency", FieldType::Text, Level::Shipment),
    (Role::Quantity, "quantity", FieldType::Quantity, Level::Shipment),
    (Role::Unit, "unit", FieldType::Text, Level::Shipment),
    (Role::Weight, "weight", FieldType::Weight, Level::Shipment),
    (Role::Port, "port", FieldType::Text, Level::Shipment),
    (Role::Mode, "mode", FieldType::Text, Level::Shipment),
    (Role::Documents, "documents", FieldType::Documents, Level::Shipment),
    (Role::Share, "share", FieldType::Share, Level::Input),
];

impl From<Role> for FieldId {
    fn from(role: Role) -> FieldId {
        FieldId(role as u16)
    }
}

impl FieldId {
    /// The place in a table of all fields.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The fields that a record may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    fields: Vec<Field>,
}

impl Default for Schema {
    fn default() -> Schema {
        let fields = BUILT_IN.map(|(_, name, kind, level)| Field { name: name.to_owned(), kind, level });
        Schema { fields: fields.into() }
    }
}

impl Schema {
    /// Adds a declared field; `None` where the name is taken, or there are 65,536 already.
    pub fn declare(&mut self, field: Field) -> Option<FieldId> {
        if self.find(&field.name).is_some() || matches!(field.name.as_str(), "id" | "inputs" | "party") {
            return None;
        }
        let id = FieldId(u16::try_from(self.fields.len()).ok()?);
        self.fields.push(field);
        Some(id)
    }

    /// The field of a name, in any case.
    pub fn find(&self, name: &str) -> Option<FieldId> {
        self.ids().find(|id| self.field(*id).name.eq_ignore_ascii_case(name))
    }

    /// What is known of a field of this schema.
    pub fn field(&self, id: FieldId) -> &Field {
        #[expect(
            clippy::indexing_slicing,
            reason = "ids come from `declare` and `find` of this schema, or are built in"
        )]
        &self.fields[id.index()]
    }

    /// The name of a field of this schema.
    pub fn name(&self, id: FieldId) -> &str {
        &self.field(id).name
    }

    /// All fields, in the order in which they are printed.
    pub fn ids(&self) -> impl Iterator<Item = FieldId> + use<> {
        (0u16..).map(FieldId).take(self.fields.len())
    }

    /// How many fields there are.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// A schema is never empty.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The party fields that a thing names: all of the shipment's, or those that an input has for itself.
    pub fn parties(&self, of_input: bool) -> impl Iterator<Item = FieldId> + '_ {
        self.ids().filter(move |id| {
            let field = self.field(*id);
            field.kind == FieldType::Party
                && match field.level {
                    Level::Shipment => !of_input,
                    Level::Thing => true,
                    Level::Input => of_input,
                }
        })
    }

    /// Whether something that is, or is not, an input has the field.
    pub fn has(&self, id: FieldId, of_input: bool) -> bool {
        of_input || self.field(id).level != Level::Input
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_fields_stand_at_their_own_number() {
        let schema = Schema::default();
        for (role, name, ..) in BUILT_IN {
            assert_eq!(schema.name(role.into()), name);
            assert_eq!(schema.find(name), Some(role.into()));
        }
    }

    #[test]
    fn a_name_is_taken_once() {
        let mut schema = Schema::default();
        let field =
            |name: &str| Field { name: name.to_owned(), kind: FieldType::Text, level: Level::Shipment };
        assert!(schema.declare(field("organic")).is_some());
        for taken in ["Organic", "producer", "id", "inputs"] {
            assert_eq!(schema.declare(field(taken)), None, "{taken}");
        }
    }
}
