## bench: how fast it is against other programs, a ratio each; takes three quarters of an hour, BENCH='--tables 1000' is a short one
BENCH ?=
.PHONY: bench
bench:
	@scripts/bench/run $(BENCH)
