drop table if exists unicode_character;

create table unicode_character (
  code_point integer primary key,
  name varchar(100) not null,
  category char(2) not null,
  script varchar(50) not null,
  block varchar(100) not null
);

create index unicode_character_name on unicode_character (name);
