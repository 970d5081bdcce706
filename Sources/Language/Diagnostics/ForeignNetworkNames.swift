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
  let crossEntropy = "write `cross_entropy(logits, labels)`; it takes logits"
  let globalPool = "write `x -> mean(x, axis=(2, 3))` among the layers"
  let own = "there is none; write one with `layer(params, (p, x) -> …)`"
  let line = "write `conv2d_layer(in, out, (1, kernel))` for images of one row"
  let attention = "write `attention(size, heads)`"
  let block = "write `residual(attention(size, heads))`, `layer_norm(size)`, `residual(…)`"
  let recurrent = "write `rnn(in, hidden)`, `gru(in, hidden)` or `lstm(in, hidden)`"
  let several = "write `sequential(a, b)`, or a tuple `(a, b)`"
  let batchNorm = "write `batch_norm(n)`"
  return [
    "Linear": dense, "linear": dense, "Dense": dense, "fully_connected": dense,
    "Conv2d": conv, "Conv2D": conv, "conv": conv, "Conv": conv, "conv1d": line,
    "Conv1d": line, "Conv1D": line, "conv1d_layer": line, "conv_layer": conv, "Convolution": conv,
    "ConvTranspose2d": own, "Conv2DTranspose": own, "Upsample": own, "UpSampling2D": own,
    "GroupNorm": own, "group_norm": own, "InstanceNorm2d": own, "instance_norm": own,
    "RMSNorm": own, "rms_norm": own, "PReLU": own, "EmbeddingBag": own, "Bilinear": own,
    "Bidirectional": own, "transformer": block, "Transformer": block,
    "TransformerEncoderLayer": block, "TransformerBlock": block, "positional_encoding": own,
    "PositionalEncoding": own,
    "GlobalAveragePooling2D": globalPool, "AdaptiveAvgPool2d": globalPool,
    "adaptive_avg_pool2d": globalPool, "global_avg_pool": globalPool,
    "global_avg_pool2d": globalPool,
    "MaxPool2D": maxPool, "max_pool_layer": maxPool, "AvgPool2D": averagePool,
    "avg_pool_layer": averagePool, "linear_layer": dense, "dense_layer": dense,
    "batch_norm_layer": batchNorm, "BatchNorm": batchNorm, "batchnorm1d": batchNorm,
    "batchnorm2d": batchNorm, "batch_norm1d": batchNorm, "batch_norm2d": batchNorm,
    "layer_norm_layer": "write `layer_norm(n)`", "norm_layer": "write `layer_norm(n)`",
    "dropout_layer": "write `dropout(p)`", "Dropout2d": "write `dropout(p)`",
    "embedding_layer": "write `embedding(count, size)`",
    "SimpleRNN": recurrent, "RNNCell": recurrent, "GRUCell": recurrent, "LSTMCell": recurrent,
    "simple_rnn": recurrent, "rnn_layer": recurrent, "gru_layer": recurrent,
    "lstm_layer": recurrent, "MultiHeadAttention": attention, "multi_head_attention": attention,
    "multihead_attention": attention, "self_attention": attention, "SelfAttention": attention,
    "attention_layer": attention, "Residual": "write `residual(layer)`",
    "skip": "write `residual(layer)`", "skip_connection": "write `residual(layer)`",
    "Add": "write `residual(layer)`", "ModuleList": several, "Model": sequential,
    "mlp": sequential, "MLP": sequential,
    "Parameter": "write `param(value)`",
    "Activation": "an activation is a function among the layers: `relu`",
    "activation": "an activation is a function among the layers: `relu`",
    "relu_layer": "write `relu`", "softmax_layer": "write `softmax`",
    "Identity": "write `identity`", "ELU": "write `elu`", "SELU": "write `selu`",
    "LeakyReLU": "write `leaky_relu`, or `x -> leaky_relu(x, 0.1)`",
    "Softplus": "write `softplus`", "LogSoftmax": "write `log_softmax`",
    "relu6": "write `x -> clip(x, 0, 6)`", "mish": "write `x -> x * tanh(softplus(x))`",
    "hardswish": "write `x -> x * clip(x + 3, 0, 6) / 6`",
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
    "smooth_l1": "write `huber(predictions, targets)`",
    "huber_loss": "write `huber(predictions, targets)`",
    "l2_loss": "write `mse(predictions, targets)`", "MAE": "write `mae(predictions, targets)`",
    "MSE": "write `mse(predictions, targets)`", "rmse": "write `sqrt(mse(predictions, targets))`",
    "smooth_l1_loss": "write `huber(predictions, targets)`",
    "CrossEntropyLoss": "write `cross_entropy(logits, labels)`",
    "cross_entropy_loss": "write `cross_entropy(logits, labels)`",
    "softmax_cross_entropy": crossEntropy, "softmax_cross_entropy_with_logits": crossEntropy,
    "softmax_cross_entropy_with_integer_labels": crossEntropy,
    "sparse_categorical_crossentropy": crossEntropy, "categorical_crossentropy": crossEntropy,
    "crossentropy": crossEntropy, "crossentropy_loss": crossEntropy,
    "SparseCategoricalCrossentropy": crossEntropy, "CategoricalCrossentropy": crossEntropy,
    "log_loss": logits, "bce_loss": logits, "bce_with_logits": logits,
    "bce_with_logits_loss": logits, "bce_logits": logits, "sigmoid_cross_entropy": logits,
    "sigmoid_binary_cross_entropy": logits, "binary_crossentropy": logits,
    "BinaryCrossentropy": logits, "hinge_loss": "write `hinge(scores, labels)`",
    "HingeEmbeddingLoss": "write `hinge(scores, labels)`",
    "kl_loss": "write `kl_divergence(p, q)`", "KLDivLoss": "write `kl_divergence(p, q)`",
    "kl": "write `kl_divergence(p, q)`", "kld": "write `kl_divergence(p, q)`",
    "gaussian_nll": "write `mean(log(s) + (x - m)^2/(2s^2))`",
    "cosine_similarity": "write `(a · b) / (‖a‖ * ‖b‖)`",
    "triplet_loss": "write `relu(norm(a - p) - norm(a - n) + margin)`",
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
  "shape": "`summary(•)` shows the shapes of its results",
  "count_params": "`summary(•)` counts the parameters",
  "num_parameters": "`summary(•)` counts the parameters",
  "summary": "write `summary(•)`", "copy": "write `copy(•)`", "clone": "write `copy(•)`",
  "apply": "a model is called: `•(x)`", "modules": "layers are `•.layer1`, `•.layer2`, …",
  "grad": "write `grad(loss, •)`",
]
