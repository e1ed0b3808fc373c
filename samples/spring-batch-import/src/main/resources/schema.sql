create table if not exists unicode_character (
  code_point integer primary key,
  name varchar(100) not null,
  block varchar(100) not null
);
