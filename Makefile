# Two commands are enough on a fresh machine: `make run` and `make test`.
# Each target is a script of the same name in scripts/; `make help` lists them.

.DEFAULT_GOAL := help
.PHONY: help run build test lab bench nightly format lint notebooks reference screenshot

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set everything up and execute notebooks/first-gradient.ipynb
	@scripts/run

build: ## Build the command, .build/release/adjoint
	@scripts/build

test: ## Run every test, as CI does
	@scripts/test

lab: ## Open the notebooks in JupyterLab
	@scripts/lab

bench: ## Measure against JAX, PyTorch, HIPS autograd, NumPy and ipykernel
	@scripts/bench

nightly: ## Run the tests that take long: sanitizers and a browser
	@scripts/nightly

format: ## Format the sources in place
	@scripts/check-swift && swift format --in-place --parallel --recursive Sources Tests Package.swift

lint: ## Check the format of the sources
	@scripts/check-swift && swift format lint --strict --parallel --recursive Sources Tests Package.swift

screenshot: ## Draw the picture in the README anew
	@scripts/screenshot

notebooks: ## Execute the notebooks and store what they give
	@scripts/notebooks

reference: ## Write docs/reference.md anew, from what the functions say of themselves
	@scripts/reference
