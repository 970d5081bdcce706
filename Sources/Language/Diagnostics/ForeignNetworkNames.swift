/// What to write for names that other libraries have for layers, losses, optimizers and training.
let foreignNetworkNames: [String: String] = {
  let conv = "write `conv2d_layer(in, out, kernel)`"
  let dense = "write `dense(in, out)`"
  let train = "write `train(model, (x, y), loss=mse)`"
  let sgd = "write `gradient_descent(lr)`, or `momentum(lr, beta=0.9)`"
  let sequential = "write `sequential(layer, layer, …)`"
  let logits = "write `binary_cross_entropy(logits, targets)`; it takes logits"
  let maxPool = "write `max_pool2d_layer(size)`"
  let averagePool = "write `avg_pool2d_layer(size)`"
  return [
    "Linear": dense, "linear": dense, "Dense": dense, "fully_connected": dense,
    "Conv2d": conv, "Conv2D": conv, "conv": conv, "Conv": conv, "conv1d": conv,
    "MaxPool2d": maxPool, "MaxPooling2D": maxPool, "maxpool": maxPool, "max_pool": maxPool,
    "AvgPool2d": averagePool, "AveragePooling2D": averagePool, "avgpool": averagePool,
    "Flatten": "write `flatten_layer()`", "Dropout": "write `dropout(p)`",
    "BatchNorm1d": "write `batch_norm(n)`", "BatchNorm2d": "write `batch_norm(n)`",
    "BatchNormalization": "write `batch_norm(n)`", "batchnorm": "write `batch_norm(n)`",
    "LayerNorm": "write `layer_norm(n)`", "layernorm": "write `layer_norm(n)`",
    "Embedding": "write `embedding(count, size)`", "RNN": "write `rnn(in, hidden)`",
    "GRU": "write `gru(in, hidden)`", "LSTM": "write `lstm(in, hidden)`",
    "MultiheadAttention": "write `attention(size, heads)`", "Sequential": sequential,
    "Module": "a layer of one's own is `layer(params, (p, x) -> …)`", "chain": sequential,
    "ReLU": "write `relu`", "Tanh": "write `tanh`", "Sigmoid": "write `sigmoid`",
    "GELU": "write `gelu`", "swish": "write `silu`", "SiLU": "write `silu`",
    "Softmax": "write `softmax`",
    "MSELoss": "write `mse(predictions, targets)`", "mse_loss": "write `mse(predictions, targets)`",
    "mean_squared_error": "write `mse(predictions, targets)`",
    "L1Loss": "write `mae(predictions, targets)`", "l1_loss": "write `mae(predictions, targets)`",
    "mean_absolute_error": "write `mae(predictions, targets)`",
    "HuberLoss": "write `huber(predictions, targets)`",
    "smooth_l1_loss": "write `huber(predictions, targets)`",
    "CrossEntropyLoss": "write `cross_entropy(logits, labels)`",
    "cross_entropy_loss": "write `cross_entropy(logits, labels)`",
    "softmax_cross_entropy": "write `cross_entropy(logits, labels)`",
    "NLLLoss": "write `nll(log_probabilities, labels)`",
    "nll_loss": "write `nll(log_probabilities, labels)`",
    "bce": logits, "BCELoss": logits, "BCEWithLogitsLoss": logits,
    "binary_cross_entropy_with_logits": logits, "kl_div": "write `kl_divergence(p, q)`",
    "sgd": sgd, "SGD": sgd, "gd": sgd, "Adam": "write `adam(lr)`", "AdamW": "write `adamw(lr)`",
    "RMSprop": "write `rmsprop(lr)`", "Adagrad": "write `adagrad(lr)`", "LBFGS": "write `lbfgs()`",
    "bfgs": "write `lbfgs()`", "BFGS": "write `lbfgs()`",
    "levenberg_marquardt": "write `gauss_newton()`",
    "CosineAnnealingLR": "write `cosine(start, steps)`",
    "StepLR": "write `step_decay(start, factor, every)`",
    "fit": train, "fit_model": train, "learn": train,
    "lr_find": "write `learning_rate_sweep(model, (x, y))`",
    "lr_finder": "write `learning_rate_sweep(model, (x, y))`",
    "lr_sweep": "write `learning_rate_sweep(model, (x, y))`",
    "DataLoader": "write `batches(x, y, size, shuffle=true)`",
    "no_grad": "`value(x)` has no history; nothing has to be switched off",
    "tqdm": "write `progress(0..<n)`", "trange": "write `progress(0..<n)`",
    "manual_seed": "write `seed(n)`", "set_seed": "write `seed(n)`",
    "read_csv": "write `load_csv(path)`", "loadtxt": "write `load_csv(path, as=\"matrix\")`",
    "savez": "write `save(\"data.npz\", {x: x})`",
    "savez_compressed": "write `save(\"data.npz\", {x: x})`",
    "load_model": "write `load_params(model, path)`",
  ]
}()

/// What to write for `model.name`; nil for names that mean nothing elsewhere.
///
/// `known` are the fields that the model has.
public func foreignModelFieldHint(_ name: String, of base: String, known: [String]) -> String? {
  if let own = foreignParameters[name]?.first(where: known.contains) {
    return "write `\(base).\(own)`"
  }
  return foreignModelFields[name]?.split(separator: "•", omittingEmptySubsequences: false)
    .joined(separator: base)
}

/// The parameters and layers that a name may mean, the likeliest first.
private let foreignParameters: [String: [String]] = [
  "weight": ["W", "K", "gamma"], "weights": ["W", "K", "gamma", "params"], "kernel": ["K", "W"],
  "w": ["W", "K"], "W": ["K", "W_x"], "K": ["W"], "bias": ["b", "beta", "b_x"], "B": ["b"],
  "scale": ["gamma"], "shift": ["beta"], "weight_ih_l0": ["W_x"], "weight_hh_l0": ["W_h"],
  "bias_ih_l0": ["b_x"], "bias_hh_l0": ["b_h"], "parameters": ["params"], "state_dict": ["params"],
  "trainable_variables": ["params"], "mean": ["running_mean"], "variance": ["running_var"],
]

/// `•` stands for the model.
private let foreignModelFields: [String: String] = [
  "fit": "write `train(•, (x, y))`", "predict": "a model is called: `•(x)`",
  "forward": "a model is called: `•(x)`", "eval": "`•(x)` evaluates, `•(x, training=true)` trains",
  "train": "write `train(•, (x, y))`; `•(x, training=true)` drops out and updates statistics",
  "evaluate": "a model is called: `mse(•(x), y)`",
  "compile": "loss and optimizer are arguments of `train`",
  "zero_grad": "gradients do not add up; there is nothing to reset",
  "layers": "layers are `•.layer1`, `•.layer2`, …", "to": "everything runs on the processor",
  "save": "write `save(\"model.safetensors\", •)`",
  "load_state_dict": "write `load_params(•, path)`",
]
