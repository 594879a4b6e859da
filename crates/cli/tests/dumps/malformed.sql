CREATE TABLE `a` (
  `b` int,,
  `c` int
);
