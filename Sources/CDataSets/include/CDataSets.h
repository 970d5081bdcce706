#pragma once

#include <stddef.h>
#include <stdint.h>

/// Data sets inside the binary, as NumPy archives: `x` has a row for each example, `y` its class.
typedef enum { adj_iris, adj_digits } adj_dataset;

size_t adj_dataset_size(adj_dataset dataset);

/// Bounds: writes as many bytes as the data set's size.
void adj_dataset_copy(adj_dataset dataset, uint8_t *bytes);
