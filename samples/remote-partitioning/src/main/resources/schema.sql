create table if not exists code_point (
  code_point integer primary key,
  name varchar(100)
);
