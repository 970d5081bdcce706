#include "CDataSets.h"

#include <string.h>

// The compiler takes the files in as they are; as a list of numbers they would take seconds.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t iris[] = {
#embed "iris.npz"
};

static const uint8_t digits[] = {
#embed "digits.npz"
};

size_t adj_dataset_size(adj_dataset dataset) { return dataset == adj_iris ? sizeof iris : sizeof digits; }

void adj_dataset_copy(adj_dataset dataset, uint8_t *bytes) {
  memcpy(bytes, dataset == adj_iris ? iris : digits, adj_dataset_size(dataset));
}
