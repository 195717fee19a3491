//! `withhold`: policy as code for customs orders.
