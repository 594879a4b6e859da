-- What the store knows about itself: it is looked at before anything else.
CREATE TABLE meta (
  name NAME,
  value LONG,
  PRIMARY KEY (name),
);
