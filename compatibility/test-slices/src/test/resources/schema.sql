create table orders (amount integer not null);
