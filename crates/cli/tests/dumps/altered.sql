CREATE TABLE `a` (
  `b` int
);

ALTER TABLE `a` ADD PRIMARY KEY (`b`);
