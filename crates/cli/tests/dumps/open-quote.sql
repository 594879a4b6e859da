CREATE TABLE `a` (
  `b` int COMMENT 'it
);
