CREATE TABLE `words` (
  `word` varchar(20) NOT NULL,
  PRIMARY KEY (`word`)
);
CREATE TABLE `_t_words` (
  `word` varchar(20) NOT NULL,
  PRIMARY KEY (`word`)
);
